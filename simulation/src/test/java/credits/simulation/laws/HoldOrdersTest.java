package credits.simulation.laws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.account.Adjust;
import credits.account.Authorize;
import credits.account.BookReports;
import credits.account.Capture;
import credits.account.ChangeLimits;
import credits.account.Command;
import credits.account.Decision;
import credits.account.Release;
import credits.account.Reply;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.PaymentRecords;
import credits.ledger.Payments;
import credits.ledger.Segment;
import credits.ledger.Table;
import credits.ledger.Unavailable;
import credits.money.Eur;
import credits.money.Quantity;
import credits.simulation.store.MemoryStore;
import credits.topup.Fact;
import credits.topup.Fact.Paid;
import credits.topup.Payment;
import credits.topup.Vat;
import credits.usage.Line;
import credits.usage.PricedLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Two authorizations of which only one fits, a capture of more than is held, a release, a late time, a top-up and a
/// lowered limit: in every order in which they can be committed, by workers that all know the same old head, and with
/// the response of each of them lost. The normal run samples a few hundred orders, `-Dfull=true` runs them all.
class HoldOrdersTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int CALLS = 7;
    private static final int NONE = -1;
    private static final int ORDERS_A_DAY = 400;
    private static final int TOP_UP = 5;
    private static final Telling BEGUN = topUp();
    private static final Telling PAID = topUp(new Paid("pi_" + key(TOP_UP), 31, NOON));

    private final Map<String, Integer> outcomes = new HashMap<>();

    @Test
    void every_order_keeps_the_laws_and_every_repetition_hears_what_happened() {
        var orders = orders();
        assertThat(orders).hasSize(5_040);

        for (int i : Sample.below(orders.size(), ORDERS_A_DAY)) {
            for (int lost = NONE; lost < CALLS; lost++) {
                // Each order without a loss and with one; with the loss of each response in the full run.
                if (lost == NONE || lost == i % CALLS || Sample.FULL) new Run(orders.get(i), lost).check();
            }
        }

        System.out.println("orders: " + outcomes);
        assertThat(outcomes.keySet())
                .contains("Held", "Refused", "Captured", "Captured in part", "Released", "Ended EXPIRED", "Unknown");
    }

    private static List<List<Integer>> orders() {
        var orders = new ArrayList<List<Integer>>();
        permute(new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6)), 0, orders);
        return orders;
    }

    private static void permute(List<Integer> all, int from, List<List<Integer>> orders) {
        if (from == all.size()) orders.add(List.copyOf(all));
        for (int i = from; i < all.size(); i++) {
            Collections.swap(all, from, i);
            permute(all, from + 1, orders);
            Collections.swap(all, from, i);
        }
    }

    private final class Run {
        private final List<Integer> order;
        private final int lost;
        private final MemoryStore store = new MemoryStore(Stage.TABLE);
        private final List<Delivery> script = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Command<?>> made = new ArrayList<>();

        private Run(List<Integer> order, int lost) {
            this.order = order;
            this.lost = lost;
        }

        private void check() {
            try {
                carryOut();
                new Laws(ACME, ZONE, chain(), script, calls).check();
                new PaymentLaws(chain(), new PaymentRecords(store, Stage.TABLE)).check(List.of(PAID));
            } catch (RuntimeException broken) {
                throw Violation.in("order " + order + ", lost response of " + lost, broken);
            }
        }

        private void carryOut() {
            var opening = ledger(store);
            call(new Adjust(key(90), 90, Eur.of("1.00"), GIULIA, "opening credits", NOON), opening);
            call(limits("0.90"), opening);
            BEGUN.carryOut(payments(store, opening));
            var stores = new ArrayList<DynamoDbClient>();
            var workers = new ArrayList<Ledger>();
            for (int i = 0; i < CALLS; i++) {
                stores.add(i == lost ? new Forgetful(store) : store);
                workers.add(ledger(stores.get(i)));
                call(limits("0.90"), workers.get(i));
            }
            for (int each : order) {
                try {
                    if (each == TOP_UP) PAID.carryOut(payments(stores.get(each), workers.get(each)));
                    else call(remembered(command(each)), workers.get(each));
                } catch (Unavailable answerLost) {
                    assertThat(each).isEqualTo(lost);
                }
            }
            for (var command : made) call(command, ledger(store));
            PAID.carryOut(payments(store, ledger(store)));
        }

        private Command<?> remembered(Command<?> command) {
            made.add(command);
            return command;
        }

        private Command<?> command(int number) {
            return switch (number) {
                case 0 -> authorize(0);
                case 1 -> authorize(1);
                case 2 -> new Capture(key(2), 2, "svc", held(0), new Quantity(70 * Quantity.MICROS), NOON);
                case 3 -> new Release(key(3), 3, "svc", held(1), NOON);
                case 4 -> new BookReports(List.of(Reports.submitted(lateReport(), NOON.plus(Duration.ofHours(2)))));
                default -> limits("0.65");
            };
        }

        // Sixty at one cent each: two of these do not fit into ninety cents.
        private Authorize authorize(int number) {
            var line = new Line(
                    new Operation("query.run"),
                    new Quantity(60 * Quantity.MICROS),
                    NOON,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Optional<PricedLine> priced = Reports.priced(line);
            return new Authorize(key(number), number, "svc", priced, Optional.of(Duration.ofMinutes(1)), NOON);
        }

        private UsageReport lateReport() {
            var late = NOON.plus(Duration.ofHours(2));
            var line = new Line(
                    new Operation("query.run"),
                    new Quantity(Quantity.MICROS),
                    late,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return new UsageReport(key(4), ACME, "/features/late", late, List.of(line));
        }

        // The hold of an authorization; an unknown one if there is none yet.
        private AuthorizationId held(int number) {
            return chain().stream()
                    .filter(segment -> segment.placed().stream()
                            .anyMatch(placed -> placed.id().equals(key(number))))
                    .findFirst()
                    .map(segment ->
                            AuthorizationId.of(segment.number(), key(number).low()))
                    .orElse(AuthorizationId.of(0, number));
        }

        private ChangeLimits limits(String limit) {
            return new ChangeLimits(Optional.empty(), Optional.of(Eur.of(limit)), Optional.empty(), GIULIA, NOON);
        }

        private <R> void call(Command<R> command, Ledger ledger) {
            var delivery = new Delivery(script.size(), ACME, _ -> command);
            var _ = delivery.command(List.of());
            script.add(delivery);
            int before = segments();
            R answer = ledger.commit(ACME, command);
            calls.add(new Call(ACME, command, answer, before, segments()));
            if (answer instanceof Reply reply) outcomes.merge(name(reply, command), 1, Integer::sum);
        }

        private String name(Reply reply, Command<?> command) {
            return switch (reply) {
                case Reply.Decided(var change) ->
                    switch (Decision.of(change, command.ids().getFirst())) {
                        case Decision.Captured(var _, var _, var rest) when rest.isPositive() -> "Captured in part";
                        case Decision decision -> decision.getClass().getSimpleName();
                    };
                case Reply.Ended(var how) -> "Ended " + how;
                default -> reply.getClass().getSimpleName();
            };
        }

        private int segments() {
            return (int)
                    store.history().stream().filter(HoldOrdersTest::isSegment).count();
        }

        private List<Segment> chain() {
            return store.history().stream()
                    .filter(HoldOrdersTest::isSegment)
                    .map(Segment::from)
                    .toList();
        }
    }

    private static boolean isSegment(Map<String, AttributeValue> item) {
        return requireNonNull(item.get(Table.SORT)).s().startsWith(Table.SEGMENTS);
    }

    private static UniqueId key(int number) {
        return new UniqueId(NOON.toEpochMilli() << 16, number);
    }

    private static Payments payments(DynamoDbClient store, Ledger ledger) {
        return new Payments(store, Stage.TABLE, ledger, () -> () -> true);
    }

    private static Telling topUp(Fact... facts) {
        var vat = new Vat.Decided(Vat.Treatment.STANDARD, 2_200, 6);
        var until = NOON.plus(Duration.ofHours(2));
        var begun = Payment.begun(ACME, key(TOP_UP), GIULIA, NOON, until, 25, vat, Optional.empty(), "seal");
        return new Telling(begun, List.of(facts), NOON);
    }

    private static Ledger ledger(DynamoDbClient store) {
        return new Ledger(store, Stage.TABLE, ZONE, () -> () -> true);
    }
}
