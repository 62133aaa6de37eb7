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
enum Language {
    EN(',', '.', "€%s", "d MMM uuuu, HH:mm"),
    DE('.', ',', "%s\u00a0€", "dd.MM.uuuu, HH:mm"),
    IT('.', ',', "%s\u00a0€", "dd/MM/uuuu, HH:mm"),
    FR('\u202f', ',', "%s\u00a0€", "dd/MM/uuuu, HH:mm"),
    ES('.', ',', "%s\u00a0€", "dd/MM/uuuu, HH:mm");

    private static final int CENTS = 2;
    private static final int NANOS = 9;

    private final char thousands;
    private final char decimal;
    private final String amount;
    private final DateTimeFormatter time;

    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor only
    private final Properties words;

    Language(char thousands, char decimal, String amount, String time) {
        this.thousands = thousands;
        this.decimal = decimal;
        this.amount = amount;
        this.time = DateTimeFormatter.ofPattern(time, Locale.ENGLISH);
        this.words = words(name().toLowerCase(Locale.ROOT));
    }

    /// The language with a two-letter code such as `de`. Throws [IllegalArgumentException] if we have no e-mail in it.
    static Language of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no e-mail texts in this language: " + code));
    }

    static Optional<Language> find(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A text of the language's resource file.
    String word(String key) {
        return requireNonNull(words.getProperty(key), () -> name() + " has no " + key);
    }

    Properties words() {
        return words;
    }

    /// The amount in whole cents, rounded half up for reading; the web page shows every digit.
    String amount(Eur eur) {
        var cents = BigDecimal.valueOf(eur.nanos(), NANOS).setScale(CENTS, RoundingMode.HALF_UP);
        var symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(thousands);
        symbols.setDecimalSeparator(decimal);
        var digits = new DecimalFormat("#,##0.00", symbols).format(cents.abs());
        return (cents.signum() < 0 ? "−" : "") + amount.formatted(digits);
    }

    /// The time to the minute in the organisation's time zone, with the zone's name.
    String time(ZonedDateTime at) {
        return time.format(at) + " (" + at.getZone() + ")";
    }

    private static Properties words(String code) {
        var file = "mail." + code + ".properties";
        try (var input = Language.class.getResourceAsStream(file);
                var reader = new InputStreamReader(requireNonNull(input, file), StandardCharsets.UTF_8)) {
            var words = new Properties();
            words.load(reader);
            return words;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
