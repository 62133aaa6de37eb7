package credits.ledger;

import credits.identity.OrganisationId;

/// The recipients of the same notifications: those of one organisation, or the operators of the platform.
public sealed interface Circle {
    record Members(OrganisationId organisation) implements Circle {}

    record Operators() implements Circle {}

    /// Returns the partition of the group's notifications.
    default String partition() {
        return switch (this) {
            case Members(var organisation) -> Table.profile(organisation);
            case Operators() -> Table.OPERATORS;
        };
    }
}
