package credits.client;

import credits.client.wire.Fields;
import credits.client.wire.NotJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// An authorization and its account as the service answered, in EUR.
///
/// @param id begins with `aut_`
/// @param status such as `open`, `captured` or `released`
/// @param held by this authorization
/// @param expiresAt when the hold ends by itself
/// @param balance of the organisation
/// @param available balance − held
/// @param remaining of the month's allowed limit; empty if there is none
public record Standing(
        String id,
        String status,
        Optional<BigDecimal> held,
        Optional<Instant> expiresAt,
        Optional<BigDecimal> balance,
        Optional<BigDecimal> available,
        Optional<BigDecimal> remaining) {
    static Standing of(Fields said) {
        var id = said.requiredText("id");
        if (!Name.isValid(id)) throw new NotJson("id must be one of ours");
        return new Standing(
                id,
                said.requiredText("status"),
                said.decimal("held"),
                said.time("expires_at"),
                said.decimal("balance"),
                said.decimal("available"),
                said.decimal("remaining"));
    }
}
