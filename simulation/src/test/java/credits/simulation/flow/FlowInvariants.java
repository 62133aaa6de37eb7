package credits.simulation.flow;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.ToppedUp;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import credits.money.Eur;
import credits.simulation.invariants.InvariantViolationException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What must hold after a run, computed from what the features sent and what Stripe's account says.
final class FlowInvariants {
    private static final long NANOS_PER_CENT = 10_000_000;

    private final FlowSystem system;
    private final List<SimulatedFeature> features;
    private final List<SimulatedCaller> callers;
    private final List<SimulatedBuyer> buyers;
    private final String recipient;
    private final Map<OrganisationId, List<Segment>> chains = new HashMap<>();
    private final InvoiceQueries invoices;

    FlowInvariants(
            FlowSystem system,
            List<SimulatedFeature> features,
            List<SimulatedCaller> callers,
            List<SimulatedBuyer> buyers,
            String recipient) {
        this.system = system;
        this.features = features;
        this.callers = callers;
        this.buyers = buyers;
        this.recipient = recipient;
        this.invoices = new InvoiceQueries(system.store, FlowSystem.TABLE);
        for (var item : system.store.history()) {
            if (!requireNonNull(item.get(TableKeys.SORT_KEY)).s().startsWith(TableKeys.SEGMENT_PREFIX)) continue;
            for (var segment : SegmentRun.fromItem(item))
                chain(segment.organisation()).add(segment);
        }
    }

    void check() {
        for (var queue : system.queues.all())
            check(queue.deadLetters().isEmpty(), "dead letters remain", queue.deadLetters());
        checkUsage();
        callers.forEach(this::checkDebits);
        var documents = new ArrayList<DocumentRef>();
        for (var buyer : buyers) documents.addAll(checkPayment(buyer));
        checkNumbers(documents);
        chains.forEach(this::checkBalance);
        new MailInvariants(system, chains, recipient).check(documents.size());
    }

    private static void check(boolean holds, String law, Object evidence) {
        InvariantViolationException.check(holds, law, evidence);
    }

    private List<Segment> chain(OrganisationId organisation) {
        return chains.computeIfAbsent(organisation, _ -> new ArrayList<>());
    }

    // Every report is booked once, with all of its lines; every other message is kept.
    private void checkUsage() {
        var booked = new HashMap<UniqueId, Integer>();
        chains.values().stream()
                .flatMap(List::stream)
                .flatMap(segment -> segment.reports().stream())
                .forEach(report -> {
                    var earlier = booked.put(report.id(), report.lines().size());
                    check(earlier == null, "a report is booked twice", report.id());
                });
        callers.forEach(caller -> booked.keySet().removeAll(caller.keys()));
        var sent = new HashMap<UniqueId, Integer>();
        features.forEach(feature -> sent.putAll(feature.reports()));
        check(booked.equals(sent), "reports that were sent, and reports that are booked", sent + " " + booked);
        var invalid =
                features.stream().flatMap(feature -> feature.invalid().stream()).collect(Collectors.toSet());
        check(system.invalidUsage.bodies().equals(invalid), "messages that can never be booked", invalid);
    }

    // What a call was told is what the chain says; a call that was told nothing else debits nothing.
    private void checkDebits(SimulatedCaller caller) {
        var debited = new HashMap<UniqueId, Eur>();
        for (var segment : chain(caller.organisation())) {
            for (var report : segment.reports()) {
                if (!caller.keys().contains(report.id())) continue;
                for (var line : report.lines()) {
                    if (line.isDebited())
                        debited.merge(report.id(), line.pricedLine().cost(), Eur::plus);
                }
            }
        }
        var answered = caller.debits();
        answered.values().removeIf(Eur.ZERO::equals);
        check(debited.equals(answered), "debits that callers were told of: " + answered, debited);
    }

    // What Stripe has is credited once; what it has given back is taken back; the documents say the same.
    private List<DocumentRef> checkPayment(SimulatedBuyer buyer) {
        var payment = buyer.payment().orElseThrow();
        var sessions = system.stripe.objects("checkout.session").stream()
                .filter(session -> session.path("client_reference_id").asText().equals(payment.toString()))
                .toList();
        check(sessions.size() == 1, "one top-up has one session", sessions);
        var session = sessions.getFirst();
        boolean isPaid = session.path("payment_status").asText().equals("paid");
        long total = session.path("amount_total").asLong();
        long reversed = isPaid ? reversedCents(session) : 0;
        var events = chain(buyer.organisation()).stream()
                .flatMap(segment -> segment.events().stream())
                .toList();
        var credited = events.stream()
                .filter(event -> event instanceof ToppedUp up && up.paymentKey().equals(payment.key()))
                .map(event -> ((ToppedUp) event).amount().nanos())
                .toList();
        check(
                credited.equals(isPaid ? List.of(buyer.netCents() * NANOS_PER_CENT) : List.of()),
                "paid and credited: " + session,
                credited);
        long clawedBack = events.stream()
                .mapToLong(event ->
                        event instanceof ClawedBack back && back.paymentKey().equals(payment.key())
                                ? back.amount().nanos()
                                : 0)
                .sum();
        long netShare = isPaid ? netShare(reversed, total, buyer.netCents()) : 0;
        check(clawedBack == netShare * NANOS_PER_CENT, "given back " + reversed + " of " + session, clawedBack);
        return checkDocuments(buyer.organisation(), payment, isPaid ? total - reversed : 0, isPaid);
    }

    private static long netShare(long reversed, long total, long net) {
        return BigDecimal.valueOf(reversed)
                .multiply(BigDecimal.valueOf(net))
                .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private long reversedCents(ObjectNode session) {
        var intent = session.path("payment_intent").asText();
        long refunded = sum("refund", intent, Set.of("failed", "canceled"));
        return refunded + sum("dispute", intent, Set.of("won"));
    }

    private long sum(String kind, String intent, Set<String> undone) {
        return system.stripe.objects(kind).stream()
                .filter(object -> object.path("payment_intent").asText().equals(intent))
                .filter(object -> !undone.contains(object.path("status").asText()))
                .mapToLong(object -> object.path("amount").asLong())
                .sum();
    }

    private List<DocumentRef> checkDocuments(
            OrganisationId organisation, PaymentId payment, long remainingCents, boolean isPaid) {
        var documents = invoices.findDocuments(organisation, payment);
        check(documents.invoice().isPresent() == isPaid, "a payment has an invoice", payment);
        if (!isPaid) return List.of();
        var invoice = documents.invoice().orElseThrow();
        check(
                invoice.totalCents() - documents.creditedCents() == remainingCents,
                "what the documents say remains of " + payment + ": " + documents,
                remainingCents);
        for (var document : documents.all()) {
            check(document.archivedFile().isPresent(), "a document is archived", document);
            for (var extension : List.of("pdf", "xml"))
                check(
                        system.archive.objects().containsKey("invoices/" + document.number() + "." + extension),
                        "a file of the archive",
                        document);
        }
        return documents.all();
    }

    private void checkNumbers(List<DocumentRef> documents) {
        for (var kind : NumberSeries.Kind.values()) {
            var series = new NumberSeries(kind, 2026);
            var positions = new TreeSet<Integer>();
            documents.stream()
                    .map(DocumentRef::number)
                    .filter(number -> number.series().equals(series))
                    .map(DocumentNumber::position)
                    .forEach(positions::add);
            int issued = invoices.issuedCount(series);
            check(
                    positions.size() == issued && (issued == 0 || positions.last() == issued),
                    "numbers without gaps: " + issued,
                    positions);
        }
    }

    // The balance is what was credited, less what was taken back and what the covered lines cost.
    private void checkBalance(OrganisationId organisation, List<Segment> chain) {
        long balance = 0;
        for (var segment : chain) {
            for (var event : segment.events()) {
                if (event instanceof ToppedUp up) balance += up.amount().nanos();
                if (event instanceof ClawedBack back) balance -= back.amount().nanos();
            }
            for (var report : segment.reports()) {
                for (var line : report.lines()) {
                    if (line.isDebited()) balance -= line.pricedLine().cost().nanos();
                }
            }
        }
        check(chain.getLast().account().balance().nanos() == balance, "the balance of " + organisation, balance);
    }
}
