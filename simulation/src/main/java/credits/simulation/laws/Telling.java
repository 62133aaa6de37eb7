package credits.simulation.laws;

import credits.identity.OrganisationId;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Payment;
import java.time.Instant;
import java.util.List;

/// Something that Stripe tells of a payment, on its way to the account: it may come again, late, before what it
/// follows from, and by several ways at once.
///
/// @param begun the top-up as its buyer began it
record Telling(Payment begun, List<Fact> facts, Instant now) {
    private static final long CONTENTS = 7;

    OrganisationId organisation() {
        return begun.organisation();
    }

    /// Begins the top-up, if nobody has, and tells.
    void carryOut(Payments payments) {
        var stands = payments.begin(begun, CONTENTS);
        Violation.unless(stands.isPresent(), "law 4: a top-up that was begun has no record", begun.id());
        if (facts.isEmpty()) return;
        var _ = payments.learn(begun.organisation(), begun.id(), facts, now);
    }
}
