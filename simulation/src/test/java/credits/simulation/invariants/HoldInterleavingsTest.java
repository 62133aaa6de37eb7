package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BookReports;
import credits.account.command.CaptureHold;
import credits.account.command.ChangeLimits;
import credits.account.command.RecordedAuthorizationResult;
import credits.account.command.ReleaseHold;
import credits.aws.TableKeys;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.Vat;
import credits.ledger.Ledger;
import credits.ledger.Segment;
import credits.local.aws.interception.InterceptedDynamo;
import credits.money.Eur;
import credits.money.Quantity;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore;
import credits.retry.ServiceUnavailableException;
import credits.simulation.store.InMemoryStore;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
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
class HoldInterleavingsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int COMMANDS = 7;
    private static final int NONE = -1;
    private static final int ORDERS_A_DAY = 150;
    private static final int TOP_UP = 5;
    private static final StripeNotification OPEN_TOP_UP = topUp();
    private static final StripeNotification PAID_TOP_UP = topUp(new Paid("pi_" + key(TOP_UP), Eur.ofCents(31), NOON));

    private final Map<String, Integer> outcomes = new HashMap<>();

    @Test
    void every_order_keeps_the_invariants_and_every_replay_is_consistent() {
        var orders = orders();
        assertThat(orders).hasSize(5_040);

        for (int i : Sample.below(orders.size(), ORDERS_A_DAY)) {
            for (int lost = NONE; lost < COMMANDS; lost++) {
                // Each order without a loss and with one; with the loss of each response in the full run.
                if (lost == NONE || lost == i % COMMANDS || Sample.FULL) new Run(orders.get(i), lost).check();
            }
        }

        System.out.println("orders: " + outcomes);
        assertThat(outcomes.keySet())
                .contains(
                        "Held", "Refused", "Captured", "Captured in part", "Released", "Ended EXPIRED", "UnknownHold");
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
        private final InMemoryStore store = new InMemoryStore(SimulationEnvironment.TABLE_NAME);
        private final List<CommandDelivery> script = new ArrayList<>();
        private final List<AnsweredCommand> answereds = new ArrayList<>();
        private final List<AccountCommand<?>> made = new ArrayList<>();

        private Run(List<Integer> order, int lost) {
            this.order = order;
            this.lost = lost;
        }

        private void check() {
            try {
                carryOut();
                new Invariants(ACME, ZONE, chain(), script, answereds).check();
                new PaymentInvariants(chain(), new PaymentStore(store, SimulationEnvironment.TABLE_NAME))
                        .check(List.of(PAID_TOP_UP));
            } catch (RuntimeException e) {
                throw InvariantViolationException.wrap("order " + order + ", lost response of " + lost, e);
            }
        }

        private void carryOut() {
            var opening = ledger(store);
            call(new AdjustCredits(key(90), 90, Eur.of("1.00"), GIULIA, "opening credits", NOON), opening);
            call(limits("0.90"), opening);
            OPEN_TOP_UP.deliver(payments(store, opening));
            var stores = new ArrayList<DynamoDbClient>();
            var workers = new ArrayList<Ledger>();
            for (int i = 0; i < COMMANDS; i++) {
                stores.add(i == lost ? new InterceptedDynamo(store, new LostFirstWrite()) : store);
                workers.add(ledger(stores.get(i)));
                call(limits("0.90"), workers.get(i));
            }
            for (int each : order) {
                try {
                    if (each == TOP_UP) PAID_TOP_UP.deliver(payments(stores.get(each), workers.get(each)));
                    else call(remembered(command(each)), workers.get(each));
                } catch (ServiceUnavailableException e) {
                    assertThat(each).isEqualTo(lost);
                }
            }
            for (var command : made) call(command, ledger(store));
            PAID_TOP_UP.deliver(payments(store, ledger(store)));
        }

        private AccountCommand<?> remembered(AccountCommand<?> command) {
            made.add(command);
            return command;
        }

        private AccountCommand<?> command(int number) {
            return switch (number) {
                case 0 -> authorize(0);
                case 1 -> authorize(1);
                case 2 -> new CaptureHold(key(2), 2, "svc", held(0), new Quantity(70 * Quantity.MICROS_PER_UNIT), NOON);
                case 3 -> new ReleaseHold(key(3), 3, "svc", held(1), NOON);
                case 4 -> {
                    var sentAt = NOON.plus(Duration.ofHours(2));
                    yield new BookReports(List.of(ReportGenerator.pricedAt(lateReport(), sentAt)), sentAt);
                }
                default -> limits("0.65");
            };
        }

        // Sixty at one cent each: two of these do not fit into ninety cents.
        private AuthorizeUsage authorize(int number) {
            var line = new UsageLine(
                    new Operation("query.run"),
                    new Quantity(60 * Quantity.MICROS_PER_UNIT),
                    NOON,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Optional<PricedLine> priced = ReportGenerator.priceLine(line);
            return new AuthorizeUsage(key(number), number, "svc", priced, Optional.of(Duration.ofMinutes(1)), NOON);
        }

        private UsageReport lateReport() {
            var late = NOON.plus(Duration.ofHours(2));
            var line = new UsageLine(
                    new Operation("query.run"),
                    new Quantity(Quantity.MICROS_PER_UNIT),
                    late,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return new UsageReport(key(4), ACME, "/features/late", late, List.of(line));
        }

        // The hold of an authorization; an unknown one if there is none yet.
        private AuthorizationId held(int number) {
            return chain().stream()
                    .filter(segment -> segment.recordedIds().stream()
                            .anyMatch(recordedId -> recordedId.id().equals(key(number))))
                    .findFirst()
                    .map(segment ->
                            AuthorizationId.of(segment.number(), key(number).low()))
                    .orElse(AuthorizationId.of(0, number));
        }

        private ChangeLimits limits(String limit) {
            return new ChangeLimits(Optional.empty(), Optional.of(Eur.of(limit)), Optional.empty(), GIULIA, NOON);
        }

        private <R> void call(AccountCommand<R> command, Ledger ledger) {
            var delivery = new CommandDelivery(script.size(), ACME, _ -> command);
            var _ = delivery.command(List.of());
            script.add(delivery);
            int before = segments();
            R answer = ledger.commit(ACME, command);
            answereds.add(new AnsweredCommand(ACME, command, answer, before, segments()));
            if (answer instanceof AuthorizationReply reply) outcomes.merge(name(reply, command), 1, Integer::sum);
        }

        private String name(AuthorizationReply reply, AccountCommand<?> command) {
            return switch (reply) {
                case AuthorizationReply.Decided(var change) ->
                    switch (RecordedAuthorizationResult.from(
                            change, command.ids().getFirst())) {
                        case RecordedAuthorizationResult.Captured(var _, var _, var rest)
                        when rest.isPositive() -> "Captured in part";
                        case RecordedAuthorizationResult result ->
                            result.getClass().getSimpleName();
                    };
                case AuthorizationReply.HoldClosed(var how) -> "Ended " + how;
                default -> reply.getClass().getSimpleName();
            };
        }

        private int segments() {
            return (int) store.history().stream()
                    .filter(HoldInterleavingsTest::isSegment)
                    .count();
        }

        private List<Segment> chain() {
            return store.history().stream()
                    .filter(HoldInterleavingsTest::isSegment)
                    .map(Segment::fromItem)
                    .toList();
        }
    }

    private static boolean isSegment(Map<String, AttributeValue> item) {
        return requireNonNull(item.get(TableKeys.SORT_KEY)).s().startsWith(TableKeys.SEGMENT_PREFIX);
    }

    private static UniqueId key(int number) {
        return new UniqueId(NOON.toEpochMilli() << 16, number);
    }

    private static PaymentLedger payments(DynamoDbClient store, Ledger ledger) {
        return new PaymentLedger(store, SimulationEnvironment.TABLE_NAME, ledger, () -> () -> true);
    }

    private static StripeNotification topUp(PaymentUpdate... updates) {
        var vat = new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 6);
        var until = NOON.plus(Duration.ofHours(2));
        var begun =
                Payment.begin(ACME, key(TOP_UP), GIULIA, NOON, until, Eur.ofCents(25), vat, Optional.empty(), "seal");
        return new StripeNotification(begun, List.of(updates), NOON);
    }

    private static Ledger ledger(DynamoDbClient store) {
        return new Ledger(store, SimulationEnvironment.TABLE_NAME, ZONE, () -> () -> true);
    }
}
