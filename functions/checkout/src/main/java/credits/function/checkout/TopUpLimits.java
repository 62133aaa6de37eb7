package credits.function.checkout;

import credits.api.PaymentProblems;
import credits.http.Caller;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.money.Eur;
import credits.payment.TopUpCaps;
import credits.payment.TopUpDay;
import credits.payment.store.PaymentLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// What an organisation may top up in a day, and for the first time. A thief who tests cards tries many
/// of them for small amounts; a buyer does not.
final class TopUpLimits {
    private final PaymentLedger paymentLedger;
    private final TopUpCaps caps;
    private final Eur firstMinimum;

    /// @param firstMinimum the minimum of an organisation's first top-up
    TopUpLimits(PaymentLedger paymentLedger, TopUpCaps caps, Eur firstMinimum) {
        this.paymentLedger = paymentLedger;
        this.caps = caps;
        this.firstMinimum = firstMinimum;
    }

    /// Throws [ProblemException] if `net` is too little for an organisation that has not paid before.
    void requireFirstMinimum(OrganisationId organisation, Eur net) {
        if (!firstMinimum.isGreaterThan(net) || paymentLedger.store().hasCredited(organisation)) return;
        throw new ProblemException(
                Problem.invalidAmount("/amount", "the first top-up must be at least EUR " + firstMinimum));
    }

    /// Returns the day, which has room for a top-up of `net`, or throws [ProblemException].
    TopUpDay requireRoom(Caller caller, Eur net, Instant now) {
        var date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var day = paymentLedger.topUpDays().read(caller.organisation(), date);
        var cap = caps.exceededBy(day, caller.member(), net);
        if (cap.isEmpty()) return day;
        var tomorrow = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        int seconds = Math.toIntExact(Duration.between(now, tomorrow).toSeconds()) + 1;
        throw new ProblemException(PaymentProblems.dailyTopUpsReached(cap.get(), seconds));
    }
}
