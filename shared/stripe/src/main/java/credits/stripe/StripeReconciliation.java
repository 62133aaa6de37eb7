package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.ledger.OrganisationDirectory;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore;
import credits.payment.store.PostedPayments;
import credits.payment.store.ReconciliationReports.ReconciliationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares Stripe's payments and reversals with the postings in the accounts' chains, to the cent.
///
/// Stripe's side is derived from Stripe alone, see [StripePaymentState]; the account's side is its chain, not the
/// payment record. This also finds a record that disagrees with its chain, and credits that were never paid for. What
/// cannot be compared is reported, and does not stop the comparison of the rest.
public final class StripeReconciliation {
    private static final UniqueId NEWEST = new UniqueId(-1, -1);
    // Workers' clocks agree within minutes.
    private static final Duration CLOCK_MARGIN = Duration.ofHours(1);

    private final StripeApi stripe;
    private final StripePaymentState stripeState;
    private final PaymentLedger paymentLedger;
    private final PostedPayments postedPayments;
    private final OrganisationDirectory organisations;

    public StripeReconciliation(
            StripeApi stripe,
            PaymentLedger paymentLedger,
            PostedPayments postedPayments,
            OrganisationDirectory organisations) {
        this.stripe = stripe;
        this.stripeState = new StripePaymentState(stripe);
        this.paymentLedger = paymentLedger;
        this.postedPayments = postedPayments;
        this.organisations = organisations;
    }

    /// Compares all payments whose payment page was opened, that were refunded or disputed, or that were posted to an
    /// account since `time`.
    ///
    /// @param faults receives the reason for each failed comparison
    public ReconciliationReport run(Instant time, Instant now, Consumer<RuntimeException> faults) {
        var sessions = new HashMap<String, Session>();
        for (var session : stripe.listSessionsSince(time)) {
            if (hasOurMetadata(session) && session.getPaymentIntent() != null)
                sessions.put(session.getPaymentIntent(), session);
        }
        var differences = new ReconciliationDifferences(faults);
        var known = new HashMap<OrganisationId, Map<UniqueId, PaymentWithSession>>();
        for (var intent : paymentIntents(sessions, time)) {
            var page = Optional.ofNullable(sessions.get(intent));
            differences.attempt(intent, () -> {
                var payment = payment(intent, page);
                if (payment.isEmpty()) page.ifPresent(session -> reportMissing(intent, session, differences));
                payment.ifPresent(found -> {
                    var _ = known.computeIfAbsent(found.organisation(), _ -> new HashMap<>())
                            .put(found.id(), new PaymentWithSession(found, page));
                });
            });
        }
        for (var organisation : organisations.listAll()) {
            var stripePayments = new HashMap<>(known.getOrDefault(organisation, Map.of()));
            differences.attempt(organisation.value(), () -> {
                if (!stripePayments.isEmpty() || hasPayments(organisation))
                    compare(organisation, stripePayments, time, differences);
            });
        }
        return differences.report(now);
    }

    private boolean hasPayments(OrganisationId organisation) {
        var unreadable = new ArrayList<RuntimeException>();
        var newest = paymentLedger.store().listPayments(organisation, NEWEST, 1, unreadable::add);
        return !newest.isEmpty() || !unreadable.isEmpty();
    }

    /// One of our payments, with its session if that was opened recently.
    private record PaymentWithSession(Payment payment, Optional<Session> session) {}

    private static boolean hasOurMetadata(Session session) {
        var metadata = session.getMetadata();
        return metadata != null
                && metadata.containsKey(CheckoutSessions.ORGANISATION_METADATA)
                && metadata.containsKey(CheckoutSessions.PAYMENT_METADATA);
    }

    private Set<String> paymentIntents(Map<String, Session> pages, Instant time) {
        var intents = new LinkedHashSet<>(pages.keySet());
        stripe.listRefundsSince(time).forEach(refund -> add(refund.getPaymentIntent(), intents));
        stripe.listDisputesSince(time).forEach(dispute -> add(dispute.getPaymentIntent(), intents));
        return intents;
    }

    private static void add(@Nullable String intent, Set<String> to) {
        if (intent != null) to.add(intent);
    }

    // Empty if the payment is not ours.
    private Optional<Payment> payment(String intent, Optional<Session> page) {
        return paymentLedger
                .store()
                .findOwner(intent)
                .or(() -> page.flatMap(StripeReconciliation::fromMetadata))
                .flatMap(of -> paymentLedger.store().find(of.organisation(), of.paymentKey()));
    }

    private static Optional<PaymentStore.PaymentOwner> fromMetadata(Session page) {
        try {
            var metadata = Optional.ofNullable(page.getMetadata()).orElse(Map.of());
            var organisation = new OrganisationId(String.valueOf(metadata.get(CheckoutSessions.ORGANISATION_METADATA)));
            return UniqueId.parse(String.valueOf(metadata.get(CheckoutSessions.PAYMENT_METADATA)))
                    .map(id -> new PaymentStore.PaymentOwner(organisation, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void reportMissing(String intent, Session page, ReconciliationDifferences differences) {
        if ("paid".equals(page.getPaymentStatus()))
            differences.add(
                    Eur.ZERO,
                    Eur.ofCents(page.getAmountSubtotal()),
                    intent + ": paid at Stripe, but there is no payment record");
    }

    private void compare(
            OrganisationId organisation,
            Map<UniqueId, PaymentWithSession> stripePayments,
            Instant time,
            ReconciliationDifferences differences) {
        var posted = postedPayments.creditsSince(time, organisation);
        var unreadable = new HashSet<UniqueId>();
        for (var id : posted.keySet()) {
            boolean isRead = differences.attempt(
                    describe(organisation, id),
                    () -> paymentLedger
                            .store()
                            .find(organisation, id)
                            .ifPresent(payment ->
                                    stripePayments.putIfAbsent(id, new PaymentWithSession(payment, Optional.empty()))));
            if (!isRead) unreadable.add(id);
        }
        var oldestCreatedAt = stripePayments.values().stream()
                .map(each -> each.payment().createdAt().minus(CLOCK_MARGIN))
                .filter(time::isAfter)
                .min(Instant::compareTo);
        // Either all postings of a payment or none: an older payment needs a longer search.
        var allPosted =
                oldestCreatedAt.isEmpty() ? posted : postedPayments.creditsSince(oldestCreatedAt.get(), organisation);
        stripePayments.forEach((id, each) -> differences.attempt(
                describe(organisation, id), () -> compare(each, allPosted.getOrDefault(id, Eur.ZERO), differences)));
        posted.forEach((id, amount) -> {
            if (!stripePayments.containsKey(id) && !unreadable.contains(id))
                differences.add(
                        amount,
                        Eur.ZERO,
                        describe(organisation, id) + ": credited " + amount + " without a payment record");
        });
    }

    private static String describe(OrganisationId organisation, UniqueId payment) {
        return organisation + " " + new PaymentId(payment);
    }

    private void compare(PaymentWithSession paymentWithSession, Eur posted, ReconciliationDifferences differences) {
        var payment = paymentWithSession.payment();
        var expected = payment.expectedCredit(stripeState.fetch(payment, paymentWithSession.session()));
        differences.add(
                posted,
                expected,
                String.format(
                        Locale.ROOT,
                        "%s: account: %d cents, Stripe: %d cents",
                        describe(payment.organisation(), payment.id()),
                        posted.toCents(),
                        expected.toCents()));
    }
}
