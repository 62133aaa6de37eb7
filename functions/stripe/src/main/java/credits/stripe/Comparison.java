package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Comparisons.Report;
import credits.ledger.Organisations;
import credits.ledger.PaymentPostings;
import credits.ledger.PaymentRecords;
import credits.ledger.Payments;
import credits.money.Eur;
import credits.topup.Payment;
import credits.topup.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares Stripe's payments and reversals with the postings in the accounts' chains, to the cent.
///
/// Stripe's side is derived from Stripe alone, see [StripesWord]; the account's side is its chain, not the payment
/// record. This also finds a record that disagrees with its chain, and credits that were never paid for.
public final class Comparison {
    private static final int LONGEST = 20_000;
    private static final UniqueId NEWEST = new UniqueId(-1, -1);
    // Workers' clocks agree within minutes.
    private static final Duration MARGIN = Duration.ofHours(1);

    private final StripeApi stripe;
    private final StripesWord word;
    private final Payments payments;
    private final PaymentPostings postings;
    private final Organisations organisations;

    public Comparison(StripeApi stripe, Payments payments, PaymentPostings postings, Organisations organisations) {
        this.stripe = stripe;
        this.word = new StripesWord(stripe);
        this.payments = payments;
        this.postings = postings;
        this.organisations = organisations;
    }

    /// Compares all payments whose payment page was opened, that were refunded or disputed, or that were posted to an
    /// account since `time`.
    public Report since(Instant time, Instant now) {
        var pages = new HashMap<String, Session>();
        for (var session : stripe.sessionsSince(time)) {
            if (isOurs(session) && session.getPaymentIntent() != null) pages.put(session.getPaymentIntent(), session);
        }
        var tally = new Tally();
        var known = new HashMap<OrganisationId, Map<UniqueId, Known>>();
        for (var intent : intents(pages, time)) {
            var page = Optional.ofNullable(pages.get(intent));
            var payment = payment(intent, page);
            if (payment.isEmpty()) page.ifPresent(session -> missing(intent, session, tally));
            payment.ifPresent(found -> {
                var _ = known.computeIfAbsent(found.organisation(), _ -> new HashMap<>())
                        .put(found.id(), new Known(found, page));
            });
        }
        for (var organisation : organisations.all()) {
            var told = known.getOrDefault(organisation, Map.of());
            if (told.isEmpty()
                    && payments.records().page(organisation, NEWEST, 1).isEmpty()) continue;
            compare(organisation, new HashMap<>(told), time, tally);
        }
        return new Report(now, tally.compared, tally.differenceCents, shortened(String.join("\n", tally.lines)));
    }

    /// One of our payments, with its session if that was opened recently.
    private record Known(Payment payment, Optional<Session> page) {}

    private static final class Tally {
        private final List<String> lines = new ArrayList<>();
        private long compared;
        private long differenceCents;

        private void add(long cents, String line) {
            compared++;
            if (cents == 0) return;
            differenceCents = Math.addExact(differenceCents, Math.abs(cents));
            lines.add(line);
        }
    }

    private static boolean isOurs(Session session) {
        var names = session.getMetadata();
        return names != null && names.containsKey(PaymentPage.ORGANISATION) && names.containsKey(PaymentPage.PAYMENT);
    }

    private Set<String> intents(Map<String, Session> pages, Instant time) {
        var intents = new LinkedHashSet<>(pages.keySet());
        stripe.refundsSince(time).forEach(refund -> add(refund.getPaymentIntent(), intents));
        stripe.disputesSince(time).forEach(dispute -> add(dispute.getPaymentIntent(), intents));
        return intents;
    }

    private static void add(@Nullable String intent, Set<String> to) {
        if (intent != null) to.add(intent);
    }

    // Empty if the payment is not ours.
    private Optional<Payment> payment(String intent, Optional<Session> page) {
        return payments.records()
                .ownerOf(intent)
                .or(() -> page.flatMap(Comparison::named))
                .flatMap(of -> payments.records().find(of.organisation(), of.payment()));
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

    private static void missing(String intent, Session page, Tally tally) {
        if ("paid".equals(page.getPaymentStatus()))
            tally.add(page.getAmountSubtotal(), intent + ": paid at Stripe, but there is no payment record");
    }

    private void compare(OrganisationId organisation, Map<UniqueId, Known> told, Instant time, Tally tally) {
        var held = postings.since(time, organisation);
        for (var id : held.keySet()) {
            payments.records()
                    .find(organisation, id)
                    .ifPresent(payment -> told.putIfAbsent(id, new Known(payment, Optional.empty())));
        }
        var begun = told.values().stream()
                .map(each -> each.payment().createdAt().minus(MARGIN))
                .filter(time::isAfter)
                .min(Instant::compareTo);
        // Either all postings of a payment or none: an older payment needs a longer search.
        var all = begun.isEmpty() ? held : postings.since(begun.get(), organisation);
        told.forEach((id, each) -> compare(each, all.getOrDefault(id, Eur.ZERO), tally));
        held.forEach((id, amount) -> {
            if (!told.containsKey(id))
                tally.add(
                        cents(amount),
                        organisation + " " + new PaymentId(id) + ": credited " + amount + " without a payment record");
        });
    }

    private void compare(Known known, Eur held, Tally tally) {
        var payment = known.payment();
        long should = payment.held(word.of(payment, known.page()));
        long holds = cents(held);
        tally.add(
                holds - should,
                String.format(
                        Locale.ROOT,
                        "%s %s: account: %d cents, Stripe: %d cents",
                        payment.organisation(),
                        new PaymentId(payment.id()),
                        holds,
                        should));
    }

    // Payments are whole cents, and so are the credits and clawbacks that follow from them.
    private static long cents(Eur amount) {
        return Math.floorDiv(amount.nanos(), Eur.cents(1).nanos());
    }

    private static String shortened(String lines) {
        return lines.length() <= LONGEST ? lines : lines.substring(0, LONGEST);
    }
}
