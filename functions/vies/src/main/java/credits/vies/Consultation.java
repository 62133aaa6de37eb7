package credits.vies;

import credits.topup.VatId;
import java.time.Instant;
import java.util.Optional;

/// That the register was asked, and what came of it: to be kept with the profile, as evidence for the tax office.
///
/// @param vatId with the status that follows
/// @param at when it was asked
/// @param reference of the register for this consultation; only it gives one, and only if the seller is known to it
public record Consultation(VatId vatId, Instant at, Optional<String> reference) {}
