package credits.function.invoice.pdf;

import static java.util.Objects.requireNonNull;

import credits.invoicing.DocumentLanguage;
import credits.money.Eur;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/// The labels of one language and its formats of amounts, dates and countries. The formats are our own, because the
/// JDK's change between versions.
final class Translations {
    private final DocumentLanguage language;
    private final Map<Label, String> texts;

    private Translations(DocumentLanguage language, Map<Label, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /// The labels of `language`. Throws [IllegalStateException] if one is missing, which means a broken build.
    static Translations load(DocumentLanguage language) {
        var file = new Properties();
        var text = new String(
                ClasspathResource.readBytes("labels_" + language.tag() + ".properties"), StandardCharsets.UTF_8);
        try (var reader = new StringReader(text)) {
            file.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var labels = new EnumMap<Label, String>(Label.class);
        for (var label : Label.values()) {
            var value = file.getProperty(label.key());
            if (value == null) throw new IllegalStateException("no label in " + language + ": " + label);
            var _ = labels.put(label, value);
        }
        return new Translations(language, Collections.unmodifiableMap(labels));
    }

    DocumentLanguage language() {
        return language;
    }

    /// The text of `label` with `values` in its placeholders.
    String text(Label label, Object... values) {
        var text = requireNonNull(texts.get(label));
        for (int i = 0; i < values.length; i++) text = text.replace("{" + i + "}", values[i].toString());
        return text;
    }

    String money(Eur amount) {
        var symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(text(Label.DECIMAL).charAt(0));
        symbols.setGroupingSeparator(text(Label.GROUPING).charAt(0));
        return text(Label.MONEY, new DecimalFormat("#,##0.00", symbols).format(toBigDecimal(amount)));
    }

    /// A number with a decimal point, in the language's notation.
    String decimal(String number) {
        return number.replace(".", text(Label.DECIMAL));
    }

    String date(LocalDate date) {
        var months = List.of(text(Label.MONTHS).split(",", -1));
        return text(Label.DATE, date.getDayOfMonth(), months.get(date.getMonthValue() - 1), date.getYear());
    }

    /// The name of a country by its ISO 3166-1 code.
    String country(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.of(language.tag()));
    }

    private static BigDecimal toBigDecimal(Eur amount) {
        return new BigDecimal(amount.toString());
    }
}
