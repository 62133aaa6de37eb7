package credits.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address that mail can be sent to: what HTML's `input type=email` accepts, with a domain of at least two
/// labels and at most 254 characters (RFC 5321, section 4.5.3.1.3). ASCII only, without comments, quoted names
/// or spaces.
///
/// Whether anybody reads the mailbox is unknown. Addresses are personal data: they are kept in the profile, and in no
/// log and no chain.
public record EmailAddress(String value) {
    private static final int LONGEST = 254;
    private static final String LABEL = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")+");

    public EmailAddress {
        if (!isAddress(value))
            throw new IllegalArgumentException("must be an e-mail address of at most " + LONGEST + " characters");
    }

    /// Returns the address in `text`; empty if it is not one.
    public static Optional<EmailAddress> parse(String text) {
        return Optional.of(text).filter(EmailAddress::isAddress).map(EmailAddress::new);
    }

    // Check the length first: the pattern is meant for short texts.
    private static boolean isAddress(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /// Whether both addresses reach the same mailbox. Case is ignored in both parts, as all providers do.
    public boolean sameMailbox(EmailAddress other) {
        return value.toLowerCase(Locale.ROOT).equals(other.value.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
