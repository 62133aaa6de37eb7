package credits.local.aws.iam;

import java.util.Arrays;
import java.util.Optional;

/// A fact about a call that conditions may ask for. The local run tells those that AWS tells of the same call.
public enum ConditionKey {
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

    private final String policyName;
    private final boolean isMultivalued;

    ConditionKey(String name, boolean hasMany) {
        this.policyName = name;
        this.isMultivalued = hasMany;
    }

    /// Whether one call may have several values of it. Such a key needs `ForAllValues` or `ForAnyValue`.
    public boolean isMultivalued() {
        return isMultivalued;
    }

    /// The key that policies call so; IAM does not look at the case.
    public static Optional<ConditionKey> parse(String name) {
        return Arrays.stream(values())
                .filter(key -> key.policyName.equalsIgnoreCase(name))
                .findFirst();
    }
}
