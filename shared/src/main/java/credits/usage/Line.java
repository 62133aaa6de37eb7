package credits.usage;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.Reference;
import credits.money.Quantity;
import java.time.Instant;
import java.util.Optional;

/// One use of one operation.
///
/// @param at the time of use, by the feature's clock, to the millisecond
/// @param member the member who used it
/// @param reference the object that it was used on
/// @param authorization the hold from which it is settled
public record Line(
        Operation operation,
        Quantity quantity,
        Instant at,
        Optional<MemberId> member,
        Optional<Reference> reference,
        Optional<AuthorizationId> authorization) {}
