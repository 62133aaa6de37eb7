package credits.ledger;

import credits.identity.OrganisationId;

/// Who is told of the same things: the recipients of one organisation, or those who run the platform.
public sealed interface Circle {
    record Members(OrganisationId organisation) implements Circle {}

    record Operators() implements Circle {}

    /// Where what they were told is kept.
    default String partition() {
        return switch (this) {
            case Members(var organisation) -> Table.profile(organisation);
            case Operators() -> Table.OPERATORS;
        };
    }
}
