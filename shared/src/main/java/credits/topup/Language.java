package credits.topup;

import java.util.Arrays;
import java.util.Locale;

/// A language that invoices are written in.
public enum Language {
    EN,
    DE,
    IT,
    FR,
    ES;

    /// The language of `tag`, two letters; English if we do not write it.
    public static Language of(String tag) {
        return Arrays.stream(values())
                .filter(each -> each.tag().equals(tag))
                .findFirst()
                .orElse(EN);
    }

    /// As BCP 47 writes it, such as `en`.
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
