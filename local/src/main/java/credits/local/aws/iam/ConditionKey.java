package credits.local.access;

import java.util.Arrays;
import java.util.Optional;

/// A fact about a call that conditions may ask for. The local run tells those that AWS tells of the same call.
public enum Key {
    /// The partition keys of the items that the call touches.
    LEADING_KEYS("dynamodb:LeadingKeys", true),
    /// Which call the action is a part of, `TransactWriteItems` for one.
    ENCLOSING_OPERATION("dynamodb:EnclosingOperation", false),
    /// Whether the call came by TLS.
    SECURE_TRANSPORT("aws:SecureTransport", false),
    /// For which resource a service of AWS calls: a rule, a route.
    SOURCE_ARN("aws:SourceArn", false),
    /// Whose that resource is.
    SOURCE_ACCOUNT("aws:SourceAccount", false),
    /// From which address an e-mail is sent.
    FROM_ADDRESS("ses:FromAddress", false);

    private final String name;
    private final boolean hasMany;

    Key(String name, boolean hasMany) {
        this.name = name;
        this.hasMany = hasMany;
    }

    /// Whether one call may have several values of it. Such a key needs `ForAllValues` or `ForAnyValue`.
    public boolean hasMany() {
        return hasMany;
    }

    /// The key that policies call so; IAM does not look at the case.
    public static Optional<Key> named(String name) {
        return Arrays.stream(values())
                .filter(key -> key.name.equalsIgnoreCase(name))
                .findFirst();
    }
}
