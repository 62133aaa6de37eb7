package credits.function.invoice.paper;

import static java.util.Objects.requireNonNull;

import credits.money.Eur;
import credits.topup.Language;
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
final class Words {
    private final Language language;
    private final Map<Word, String> words;

    private Words(Language language, Map<Word, String> words) {
        this.language = language;
        this.words = words;
    }

    /// The labels of `language`. Throws [IllegalStateException] if one is missing, which means a broken build.
    static Words of(Language language) {
        var file = new Properties();
        var text = new String(Resource.bytes("words_" + language.tag() + ".properties"), StandardCharsets.UTF_8);
        try (var reader = new StringReader(text)) {
            file.load(reader);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var words = new EnumMap<Word, String>(Word.class);
        for (var word : Word.values()) {
            var value = file.getProperty(word.key());
            if (value == null) throw new IllegalStateException("no label in " + language + ": " + word);
            var _ = words.put(word, value);
        }
        return new Words(language, Collections.unmodifiableMap(words));
    }

    Language language() {
        return language;
    }

    /// The text of `word` with `values` in its placeholders.
    String say(Word word, Object... values) {
        var text = requireNonNull(words.get(word));
        for (int i = 0; i < values.length; i++) text = text.replace("{" + i + "}", values[i].toString());
        return text;
    }

    String money(Eur amount) {
        var symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(say(Word.DECIMAL).charAt(0));
        symbols.setGroupingSeparator(say(Word.GROUPING).charAt(0));
        return say(Word.MONEY, new DecimalFormat("#,##0.00", symbols).format(cents(amount)));
    }

    /// A number with a decimal point, in the language's notation.
    String decimal(String number) {
        return number.replace(".", say(Word.DECIMAL));
    }

    String date(LocalDate date) {
        var months = List.of(say(Word.MONTHS).split(",", -1));
        return say(Word.DATE, date.getDayOfMonth(), months.get(date.getMonthValue() - 1), date.getYear());
    }

    /// The name of a country by its ISO 3166-1 code.
    String country(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.of(language.tag()));
    }

    private static BigDecimal cents(Eur amount) {
        return new BigDecimal(amount.toString());
    }
}
