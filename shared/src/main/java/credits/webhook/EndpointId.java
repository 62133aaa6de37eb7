package credits.webhook;

import java.util.regex.Pattern;

/// The name that operators give a webhook endpoint: 1 to 32 of `0-9 a-z -`, and no hyphen first. Anything else throws
/// [IllegalArgumentException].
public record EndpointId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-z][0-9a-z-]{0,31}");

    public EndpointId {
        if (!FORM.matcher(value).matches())
            throw new IllegalArgumentException("must be 1 to 32 of 0-9 a-z -, and begin with a letter or a digit");
    }

    @Override
    public String toString() {
        return value;
    }
}
