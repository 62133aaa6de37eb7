package credits.identity;

import java.util.regex.Pattern;

/// The name of an organisation as people read it: 1 to 80 characters, none of which hide or reorder text.
public record OrganisationName(String value) {
    private static final int MAX_LENGTH = 80;
    private static final Pattern FORMAT = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1," + MAX_LENGTH + "}");

    public OrganisationName {
        if (!FORMAT.matcher(value).matches() || !value.equals(value.strip()))
            throw new IllegalArgumentException("must be 1 to " + MAX_LENGTH
                    + " characters without control characters, and without spaces at its ends");
    }

    @Override
    public String toString() {
        return value;
    }
}
