package credits.function.notify;

import static java.util.Objects.requireNonNull;

import credits.money.Eur;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// A language of our e-mails: its texts and its formats of amounts and times.
///
/// Defined here, because the JDK's locale data depends on its version and build. Amounts follow the rules of
/// https://style-guide.europa.eu for running text.
enum EmailLocale {
    EN(',', '.', "€%s", "d MMM uuuu"),
    DE('.', ',', "%s\u00a0€", "dd.MM.uuuu"),
    IT('.', ',', "%s\u00a0€", "dd/MM/uuuu"),
    FR('\u202f', ',', "%s\u00a0€", "dd/MM/uuuu"),
    ES('.', ',', "%s\u00a0€", "dd/MM/uuuu");

    private static final int CENT_DIGITS = 2;
    private static final int NANO_DIGITS = 9;

    private final char groupingSeparator;
    private final char decimalSeparator;
    private final String amountPattern;
    private final DateTimeFormatter dateFormat;
    private final DateTimeFormatter timeFormat;

    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor only
    private final Properties texts;

    EmailLocale(char groupingSeparator, char decimalSeparator, String amountPattern, String dateFormat) {
        this.groupingSeparator = groupingSeparator;
        this.decimalSeparator = decimalSeparator;
        this.amountPattern = amountPattern;
        this.dateFormat = DateTimeFormatter.ofPattern(dateFormat, Locale.ENGLISH);
        this.timeFormat = DateTimeFormatter.ofPattern(dateFormat + ", HH:mm", Locale.ENGLISH);
        this.texts = texts(name().toLowerCase(Locale.ROOT));
    }

    /// The language with a two-letter code such as `de`. Throws [IllegalArgumentException] if we have no e-mail in it.
    static EmailLocale parse(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no e-mail texts in this language: " + code));
    }

    static Optional<EmailLocale> find(String code) {
        return Arrays.stream(values())
                .filter(locale -> locale.code().equals(code))
                .findFirst();
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A text of the language's resource file.
    String text(String key) {
        return requireNonNull(texts.getProperty(key), () -> name() + " has no " + key);
    }

    Properties texts() {
        return texts;
    }

    /// The amount in whole cents, rounded half up for reading; the web page shows every digit.
    String formatAmount(Eur eur) {
        var cents = BigDecimal.valueOf(eur.nanos(), NANO_DIGITS).setScale(CENT_DIGITS, RoundingMode.HALF_UP);
        var symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(groupingSeparator);
        symbols.setDecimalSeparator(decimalSeparator);
        var digits = new DecimalFormat("#,##0.00", symbols).format(cents.abs());
        return (cents.signum() < 0 ? "−" : "") + amountPattern.formatted(digits);
    }

    String formatDate(LocalDate date) {
        return dateFormat.format(date);
    }

    /// The time to the minute in the organisation's time zone, with the zone's name.
    String formatTime(ZonedDateTime at) {
        return timeFormat.format(at) + " (" + at.getZone() + ")";
    }

    private static Properties texts(String code) {
        var file = "mail." + code + ".properties";
        try (var input = EmailLocale.class.getResourceAsStream(file);
                var reader = new InputStreamReader(requireNonNull(input, file), StandardCharsets.UTF_8)) {
            var words = new Properties();
            words.load(reader);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
