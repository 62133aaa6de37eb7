package credits.topup;

import java.util.Arrays;
import java.util.Locale;

/// A language of invoices.
public enum Language {
    EN,
    DE,
    IT,
    FR,
    ES;

    /// Returns the language of `tag`, two letters; English if it is not supported.
    public static Language of(String tag) {
        return Arrays.stream(values())
                .filter(each -> each.tag().equals(tag))
                .findFirst()
                .orElse(EN);
    }

    /// Returns the BCP 47 tag, such as `en`.
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
