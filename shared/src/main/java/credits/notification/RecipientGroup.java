package credits.notification;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;

/// The recipients of the same notifications: those of one organisation, or the operators of the platform.
public sealed interface RecipientGroup {
    record Members(OrganisationId organisation) implements RecipientGroup {}

    record Operators() implements RecipientGroup {}

    /// Returns the partition of the group's notifications.
    default String partitionKey() {
        return switch (this) {
            case Members(var organisation) -> TableKeys.profilePartition(organisation);
            case Operators() -> TableKeys.OPERATOR_PARTITION;
        };
    }
}
