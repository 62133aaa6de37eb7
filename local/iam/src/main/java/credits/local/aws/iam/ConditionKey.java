package credits.local.aws.iam;

import java.util.Arrays;
import java.util.Optional;

/// A context key that conditions may use. The local run supplies the keys that AWS supplies for the same call.
public enum ConditionKey {
    /// The partition keys of the items that the call accesses.
    LEADING_KEYS("dynamodb:LeadingKeys", true),
    /// The call that the action is part of, such as `TransactWriteItems`.
    ENCLOSING_OPERATION("dynamodb:EnclosingOperation", false),
    /// Whether the call uses TLS.
    SECURE_TRANSPORT("aws:SecureTransport", false),
    /// The ARN of the rule or route on whose behalf an AWS service calls.
    SOURCE_ARN("aws:SourceArn", false),
    /// The account of that rule or route.
    SOURCE_ACCOUNT("aws:SourceAccount", false),
    /// The sender's address of an e-mail.
    FROM_ADDRESS("ses:FromAddress", false),
    /// The prefix of the names of the objects to list.
    OBJECT_PREFIX("s3:prefix", false);

    private final String policyName;
    private final boolean isMultivalued;

    ConditionKey(String name, boolean hasMany) {
        this.policyName = name;
        this.isMultivalued = hasMany;
    }

    /// Whether a call may have several values of the key. Such a key requires `ForAllValues` or `ForAnyValue`.
    public boolean isMultivalued() {
        return isMultivalued;
    }

    /// Parses the name of a key, ignoring case as IAM does.
    public static Optional<ConditionKey> parse(String name) {
        return Arrays.stream(values())
                .filter(key -> key.policyName.equalsIgnoreCase(name))
                .findFirst();
    }
}
