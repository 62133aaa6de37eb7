package credits.payment;

import credits.identity.MemberId;
import java.time.Instant;

/// The last correction of the buyer of a payment, whose invoice is then made out anew.
///
/// @param by who asked for it
/// @param at in whole milliseconds, later than that of an earlier correction
public record BuyerCorrection(MemberId by, Instant at) {}
