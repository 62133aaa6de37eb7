package credits.invoicing;

import java.time.Instant;
import java.util.Optional;

/// What the documents of a payment must agree with.
///
/// @param soldCents what was sold, including VAT
/// @param correctedAt when its buyer was last corrected: the invoice is then made out anew
public record RequiredDocuments(long soldCents, FinalReversals reversals, Optional<Instant> correctedAt) {}
