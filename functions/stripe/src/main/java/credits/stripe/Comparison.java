package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Comparisons.Report;
import credits.ledger.PaymentRecords;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Facts;
import credits.topup.Payment;
import credits.topup.PaymentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what Stripe has taken and given back with what the accounts hold of it, cent by cent.
///
/// What Stripe says is worked out from Stripe alone: its pages, refunds and disputes, not what it told us of them.
public final class Comparison {
    private static final int LONGEST = 20_000;

    private final StripeApi stripe;
    private final Payments payments;

    public Comparison(StripeApi stripe, Payments payments) {
        this.stripe = stripe;
        this.payments = payments;
    }

    /// Compares all payments whose page was opened since a time, and all that were refunded or disputed since.
    public Report since(Instant time, Instant now) {
        var pages = new HashMap<String, Session>();
        for (var session : stripe.sessionsSince(time)) {
            if (isOurs(session) && session.getPaymentIntent() != null) pages.put(session.getPaymentIntent(), session);
        }
        var intents = new LinkedHashSet<>(pages.keySet());
        stripe.refundsSince(time).forEach(refund -> add(refund.getPaymentIntent(), intents));
        stripe.disputesSince(time).forEach(dispute -> add(dispute.getPaymentIntent(), intents));
        var lines = new ArrayList<String>();
        long compared = 0;
        long difference = 0;
        for (var intent : intents) {
            var found = compare(intent, Optional.ofNullable(pages.get(intent)), lines);
            if (found.isEmpty()) continue;
            compared++;
            difference = Math.addExact(difference, Math.abs(found.get()));
        }
        return new Report(now, compared, difference, shortened(String.join("\n", lines)));
    }

    private static void add(@Nullable String intent, Set<String> to) {
        if (intent != null) to.add(intent);
    }

    private static boolean isOurs(Session session) {
        var names = session.getMetadata();
        return names != null && names.containsKey(PaymentPage.ORGANISATION) && names.containsKey(PaymentPage.PAYMENT);
    }

    // By how many cents we differ; empty when the payment is none of ours.
    private Optional<Long> compare(String intent, Optional<Session> page, List<String> lines) {
        var owner = payments.records().ownerOf(intent).or(() -> page.flatMap(Comparison::named));
        var payment = owner.flatMap(of -> payments.records().find(of.organisation(), of.payment()));
        if (payment.isEmpty()) return page.map(session -> missing(intent, session, lines));
        long holds = holds(payment.get());
        long should = should(intent, payment.get(), page);
        if (holds != should) {
            lines.add("%s %s: the account holds %d cents of it, Stripe says %d"
                    .formatted(
                            payment.get().organisation(),
                            new PaymentId(payment.get().id()),
                            holds,
                            should));
        }
        return Optional.of(holds - should);
    }

    private static long missing(String intent, Session page, List<String> lines) {
        boolean paid = "paid".equals(page.getPaymentStatus());
        if (paid) lines.add(intent + ": paid at Stripe, and unknown here");
        return paid ? page.getAmountSubtotal() : 0;
    }

    private static Optional<PaymentRecords.Owner> named(Session page) {
        try {
            var names = Optional.ofNullable(page.getMetadata()).orElse(Map.of());
            var organisation = new OrganisationId(String.valueOf(names.get(PaymentPage.ORGANISATION)));
            return UniqueId.parse(String.valueOf(names.get(PaymentPage.PAYMENT)))
                    .map(id -> new PaymentRecords.Owner(organisation, id));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static long holds(Payment payment) {
        return payment.posted().creditedCents() - payment.posted().clawedBackCents();
    }

    // From Stripe's word alone, by the rule that our own facts go through.
    private long should(String intent, Payment payment, Optional<Session> page) {
        var paid = page.filter(session -> "paid".equals(session.getPaymentStatus()))
                .map(session -> new Fact.Paid(intent, session.getAmountTotal(), payment.createdAt()))
                .or(() -> payment.facts().paid());
        if (paid.isEmpty()) return 0;
        var facts = Facts.NONE.plus(paid.get());
        for (var refund : stripe.refunds(intent)) facts = facts.plus(Reversals.fact(refund));
        for (var dispute : stripe.disputes(intent)) {
            var standing = Reversals.standing(dispute.getStatus(), "");
            facts = facts.plus(new Fact.Dispute(dispute.getId(), dispute.getAmount(), standing));
        }
        return payment.held(facts);
    }

    private static String shortened(String lines) {
        return lines.length() <= LONGEST ? lines : lines.substring(0, LONGEST);
    }
}
