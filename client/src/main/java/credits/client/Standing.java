package credits.client;

import credits.client.wire.Fields;
import credits.client.wire.NotJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// The state of an authorization and of its account, as the service returned it. Amounts are in EUR.
///
/// @param id begins with `aut_`
/// @param status such as `open`, `captured` or `released`
/// @param held the amount held by this authorization
/// @param expiresAt when the hold expires
/// @param balance the balance of the organisation
/// @param available balance − held
/// @param remaining what remains of the month's limit; empty if there is no limit
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
        if (!Name.isValid(id)) throw new NotJson("id is not a valid identifier");
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
