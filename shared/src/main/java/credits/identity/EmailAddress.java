package credits.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address that mail can be sent to: what HTML's `input type=email` takes, with a domain of at least two
/// labels, at most 254 characters (RFC 5321, section 4.5.3.1.3). ASCII alone: no comment, no quoted name, no blank.
///
/// Whether anybody reads it is not known. Personal data: it is kept in the profile, and in no log and no chain.
public record EmailAddress(String value) {
    private static final int LONGEST = 254;
    private static final String LABEL = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")+");

    public EmailAddress {
        if (!isAddress(value))
            throw new IllegalArgumentException("must be an e-mail address of at most " + LONGEST + " characters");
    }

    /// Empty when `text` is no such address.
    public static Optional<EmailAddress> parse(String text) {
        return Optional.of(text).filter(EmailAddress::isAddress).map(EmailAddress::new);
    }

    // The length first: the pattern is for short texts.
    private static boolean isAddress(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /// Would mail to both arrive at the same place? Case counts in neither part, as no provider lets it.
    public boolean sameMailbox(EmailAddress other) {
        return value.toLowerCase(Locale.ROOT).equals(other.value.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
