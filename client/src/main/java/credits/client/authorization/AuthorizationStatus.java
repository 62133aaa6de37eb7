package credits.client.authorization;

import credits.client.internal.IdentifierFormat;
import credits.client.internal.InvalidJsonException;
import credits.client.internal.JsonObjectReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// The state of an authorization and of its account, as the service returned it. Amounts are in EUR.
///
/// @param id begins with `aut_`
/// @param state such as `open`, `captured` or `released`
/// @param held the amount held by this authorization
/// @param expiresAt when the hold expires
/// @param balance the balance of the organisation
/// @param available balance − held
/// @param remaining what remains of the month's limit; empty if there is no limit
public record AuthorizationStatus(
        String id,
        String state,
        Optional<BigDecimal> held,
        Optional<Instant> expiresAt,
        Optional<BigDecimal> balance,
        Optional<BigDecimal> available,
        Optional<BigDecimal> remaining) {
    static AuthorizationStatus from(JsonObjectReader json) {
        var id = json.requiredText("id");
        if (!IdentifierFormat.isValid(id)) throw new InvalidJsonException("id is not a valid identifier");
        return new AuthorizationStatus(
                id,
                json.requiredText("status"),
                json.decimal("held"),
                json.instant("expires_at"),
                json.decimal("balance"),
                json.decimal("available"),
                json.decimal("remaining"));
    }
}
