package credits.simulation.laws;

import credits.identity.OrganisationId;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Payment;
import java.time.Instant;
import java.util.List;

/// A notification from Stripe about a payment, on its way to the account: it may arrive repeatedly, late, before its
/// cause, and through several channels at once.
///
/// @param begun the top-up as its buyer started it
record Telling(Payment begun, List<Fact> facts, Instant now) {
    private static final long CONTENTS = 7;

    OrganisationId organisation() {
        return begun.organisation();
    }

    /// Starts the top-up, unless that was done before, and delivers the notification.
    void carryOut(Payments payments) {
        var stands = payments.begin(begun, CONTENTS);
        Violation.unless(stands.isPresent(), "invariant 4: a top-up that was started has no record", begun.id());
        if (facts.isEmpty()) return;
        var _ = payments.learn(begun.organisation(), begun.id(), facts, now);
    }
}
