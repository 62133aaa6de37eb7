package credits.usage;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UsageReference;
import credits.money.Quantity;
import java.time.Instant;
import java.util.Optional;

/// The usage of one operation at one time.
///
/// @param usedAt the time of use, by the feature's clock, to the millisecond
/// @param member the member who used it
/// @param reference the object that it was used on
/// @param authorization the hold from which it is settled
public record UsageLine(
        Operation operation,
        Quantity quantity,
        Instant usedAt,
        Optional<MemberId> member,
        Optional<UsageReference> reference,
        Optional<AuthorizationId> authorization) {}
