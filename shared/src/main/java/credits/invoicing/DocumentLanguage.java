package credits.invoicing;

import java.util.Arrays;
import java.util.Locale;

/// A language of invoices.
public enum DocumentLanguage {
    EN,
    DE,
    IT,
    FR,
    ES;

    /// Returns the language of `tag`, two letters; English if it is not supported.
    public static DocumentLanguage fromTag(String tag) {
        return Arrays.stream(values())
                .filter(each -> each.tag().equals(tag))
                .findFirst()
                .orElse(EN);
    }

    /// Returns the language that buyers in `country` most likely read: English if theirs is not supported.
    ///
    /// @param country ISO 3166-1 alpha-2
    public static DocumentLanguage ofCountry(String country) {
        return switch (country) {
            case "AT", "DE", "LI" -> DE;
            case "IT", "SM", "VA" -> IT;
            case "FR", "MC" -> FR;
            case "ES" -> ES;
            default -> EN;
        };
    }

    /// Returns the BCP 47 tag, such as `en`.
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
