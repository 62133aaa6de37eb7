package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PostedAmounts;
import credits.payment.store.PaymentStore;
import credits.payment.store.PaymentStore.PaymentOwner;
import credits.payment.store.PostedPayments;
import credits.payment.store.ReconciledPayments;
import credits.payment.store.ReconciledPayments.ReconciledPayment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Compares Stripe's payments and reversals with the postings in the accounts' chains, to the cent.
///
/// Each side is read by itself: Stripe's from its lists, a page at a time, and the account's from the segments that its
/// chain has got since the previous time. Both are kept per payment (see [ReconciledPayments]) and then compared. A
/// payment that differs is looked at again at Stripe, since either side may have changed in between. The payment's
/// record is neither side, so one that disagrees with its chain is found, and so are credits that were never paid for.
public final class StripeReconciliation {
    private static final int PAGE_SIZE = 500;
    // Each is three calls to Stripe, and a page should take seconds.
    private static final int MAX_FETCHED = 5;
    // Workers' clocks and Stripe's agree within minutes.
    private static final Duration CLOCK_MARGIN = Duration.ofHours(1);

    private final StripeApi stripe;
    private final StripePaymentState stripeState;
    private final PaymentStore payments;
    private final PostedPayments postedPayments;
    private final ReconciledPayments reconciled;

    public StripeReconciliation(
            StripeApi stripe, PaymentStore payments, PostedPayments postedPayments, ReconciledPayments reconciled) {
        this.stripe = stripe;
        this.stripeState = new StripePaymentState(stripe);
        this.payments = payments;
        this.postedPayments = postedPayments;
        this.reconciled = reconciled;
    }

    /// A payment that is not the same on both sides.
    ///
    /// @param description ids and amounts, without personal data
    public record Difference(Eur posted, Eur atStripe, String description) {
        /// The difference, which is not negative.
        public Eur amount() {
            return Eur.max(posted, atStripe).minus(Eur.min(posted, atStripe));
        }
    }

    /// What could not be compared, which does not stop the rest.
    ///
    /// @param subject an account, a payment or an object of Stripe's
    public record Failure(String subject, RuntimeException cause) {}

    /// The result of a piece of work.
    ///
    /// @param next where the next piece begins; empty if there is none
    /// @param count how many payments were compared
    public record ReconciledPage(
            Optional<String> next, int count, List<Difference> differences, List<Failure> failures) {}

    /// Reads a page of the sessions of a period.
    ///
    /// @param after where the previous page ended
    /// @param reversals all refunds and disputes since the period began
    /// @param hasAccount whether an organisation has an account, whose turn to be compared will come
    public ReconciledPage readSessions(
            CreationPeriod period,
            Optional<String> after,
            ListedReversals reversals,
            Predicate<OrganisationId> hasAccount) {
        var page = stripe.listSessions(period, after);
        var differences = new ArrayList<Difference>();
        var failures = new ArrayList<Failure>();
        for (var session : page.objects()) {
            try {
                readSession(session, reversals, hasAccount).ifPresent(differences::add);
            } catch (NullPointerException
                    | IllegalStateException
                    | IllegalArgumentException
                    | ArithmeticException unreadable) {
                failures.add(new Failure(session.getId(), unreadable));
            }
        }
        return new ReconciledPage(page.next(), 0, differences, failures);
    }

    private Optional<Difference> readSession(
            Session session, ListedReversals reversals, Predicate<OrganisationId> hasAccount) {
        if (!hasOurMetadata(session) || !StripePaymentState.isPaid(session)) return Optional.empty();
        var owner = fromMetadata(session).filter(of -> hasAccount.test(of.organisation()));
        owner.ifPresent(of -> save(session, of, reversals));
        return owner.isPresent() ? Optional.empty() : Optional.of(unknown(session));
    }

    private static boolean hasOurMetadata(Session session) {
        var metadata = session.getMetadata();
        return metadata != null
                && metadata.containsKey(CheckoutSessions.ORGANISATION_METADATA)
                && metadata.containsKey(CheckoutSessions.PAYMENT_METADATA);
    }

    private static Optional<PaymentOwner> fromMetadata(Session session) {
        try {
            var metadata = Optional.ofNullable(session.getMetadata()).orElse(Map.of());
            var organisation = new OrganisationId(String.valueOf(metadata.get(CheckoutSessions.ORGANISATION_METADATA)));
            return UniqueId.parse(String.valueOf(metadata.get(CheckoutSessions.PAYMENT_METADATA)))
                    .map(id -> new PaymentOwner(organisation, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void save(Session session, PaymentOwner owner, ListedReversals reversals) {
        var state = StripePaymentState.of(session, reversals.of(session.getPaymentIntent()));
        var credits = PostedAmounts.netCredit(Eur.ofCents(session.getAmountSubtotal()), state);
        reconciled.saveAtStripe(owner.organisation(), owner.paymentKey(), credits, session.getId());
    }

    private static Difference unknown(Session session) {
        return new Difference(
                Eur.ZERO,
                Eur.ofCents(session.getAmountSubtotal()),
                session.getPaymentIntent() + ": paid at Stripe, but there is no payment record");
    }

    /// Reads a payment that was refunded or disputed in a period and made before it: its session is not listed.
    public void readReversed(String paymentIntent, CreationPeriod period) {
        payments.findOwner(paymentIntent)
                .flatMap(of -> payments.find(of.organisation(), of.paymentKey()))
                .filter(payment -> payment.createdAt().isBefore(period.start().plus(CLOCK_MARGIN)))
                .ifPresent(payment -> payment.checkoutSession().ifPresent(checkout -> {
                    var _ = saveFetched(payment, checkout.sessionId());
                }));
    }

    private Eur saveFetched(Payment payment, String sessionId) {
        var credits = payment.expectedCredit(stripeState.fetch(sessionId));
        reconciled.saveAtStripe(payment.organisation(), payment.id(), credits, sessionId);
        return credits;
    }

    /// Reads a page of the segments that the account's chain has got; true if they were the last.
    public boolean readChain(OrganisationId organisation) {
        long from = reconciled.nextSegment(organisation);
        var page = postedPayments.readFrom(organisation, from);
        for (var posting : page.postings()) reconciled.add(organisation, posting);
        if (page.next() > from) reconciled.saveNextSegment(organisation, page.next());
        return page.isLast();
    }

    /// Compares a page of the payments of an organisation, whose chain has been read.
    ///
    /// @param after where the previous page ended
    public ReconciledPage compare(OrganisationId organisation, Optional<String> after) {
        var differing = new ArrayList<ReconciledPayment>();
        int count = 0;
        var failures = new ArrayList<Failure>();
        var page = reconciled.list(
                organisation,
                after.flatMap(UniqueId::parse),
                PAGE_SIZE,
                fault -> failures.add(new Failure(organisation.value(), fault)));
        while (count < page.size() && differing.size() < MAX_FETCHED) {
            var payment = page.get(count++);
            if (!payment.agrees()) differing.add(payment);
        }
        boolean isLast = count == page.size() && count < PAGE_SIZE;
        var next = isLast
                ? Optional.<String>empty()
                : Optional.of(page.get(count - 1).id().toString());
        var differences = new ArrayList<Difference>();
        for (var payment : differing) {
            try {
                compareAgain(organisation, payment).ifPresent(differences::add);
            } catch (RuntimeException fault) {
                failures.add(new Failure(describe(organisation, payment.id()), fault));
            }
        }
        return new ReconciledPage(next, count, differences, failures);
    }

    private static String describe(OrganisationId organisation, UniqueId payment) {
        return organisation + " " + new PaymentId(payment);
    }

    private Optional<Difference> compareAgain(OrganisationId organisation, ReconciledPayment known) {
        var record = payments.find(organisation, known.id());
        if (record.isEmpty()) return Optional.of(withoutRecord(organisation, known));
        var session =
                known.paidSession().or(() -> record.get().checkoutSession().map(checkout -> checkout.sessionId()));
        var atStripe = session.map(id -> saveFetched(record.get(), id)).orElse(Eur.ZERO);
        if (known.agreesWith(atStripe)) return Optional.empty();
        // It may have been posted a moment ago.
        boolean isRead;
        do {
            isRead = readChain(organisation);
        } while (!isRead);
        var again = reconciled.find(organisation, known.id());
        if (again.agreesWith(atStripe)) return Optional.empty();
        return Optional.of(new Difference(
                again.posted(),
                atStripe,
                String.format(
                        Locale.ROOT,
                        "%s: account: %d cents, Stripe: %d cents",
                        describe(organisation, known.id()),
                        again.posted().toCents(),
                        atStripe.toCents())));
    }

    /// Accepts the present difference of a payment, which a person has settled elsewhere, and returns it.
    public Eur accept(OrganisationId organisation, UniqueId payment) {
        return reconciled.accept(organisation, payment);
    }

    private static Difference withoutRecord(OrganisationId organisation, ReconciledPayment known) {
        var payment = describe(organisation, known.id());
        return known.atStripe().isPresent()
                ? new Difference(
                        known.posted(),
                        known.atStripe().get(),
                        payment + ": paid at Stripe, but there is no payment record")
                : new Difference(
                        known.posted(),
                        Eur.ZERO,
                        payment + ": credited " + known.posted() + " without a payment record");
    }
}
