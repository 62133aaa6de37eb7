package credits.function.debit;

import static credits.Given.NOON;
import static credits.Given.credits;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One organisation requests ten times the capacity of its partition and is throttled nearly always.
class HotOrganisationTest {
    private static final String HOT = "hot_organisation";
    private static final int REPORTS = 30;
    private static final int ROUNDS = 20;
    private static final int BATCH = 10;

    private final Throttled table = new Throttled(HOT);
    private final InvalidQueue invalid = new InvalidQueue(HOT);

    @BeforeAll
    static void publishPrices() {
        DebitHandlerTest.publishPrices();
    }

    /// zae-limiter: one hot entity throttled its partition and delayed all others. Here the others are booked on first
    /// delivery, and the hot organisation is booked once when it gets capacity.
    @Test
    void museum_an_organisation_that_is_throttled_delays_no_other_and_is_booked_once() {
        var waiting = new ArrayDeque<Message>();
        for (int report = 0; report < REPORTS; report++) waiting.add(report(HOT, "hot" + report));
        has(HOT);
        int others = 0;

        for (int round = 0; !waiting.isEmpty(); round++) {
            assertThat(round).isLessThan(ROUNDS);
            table.gives(round % 2 == 0 ? 0 : 4);
            var batch = new ArrayList<>(waiting.stream().limit(BATCH - 2).toList());
            for (int other = 0; other < 2; other++) {
                has(other(others));
                batch.add(report(other(others), "other" + others++));
            }
            var failed = debit(batch.toArray(Message[]::new));

            assertThat(failed).allMatch(id -> id.startsWith("hot"));
            waiting.removeIf(message -> batch.contains(message) && !failed.contains(message.id()));
        }

        assertThat(balance(HOT)).isEqualTo("96.40");
        for (int other = 0; other < others; other++)
            assertThat(balance(other(other))).isEqualTo("99.88");
        assertThat(table.refused()).isGreaterThanOrEqualTo(3);
    }

    private static String other(int number) {
        return "beside_hot_" + number;
    }

    private static Message report(String organisation, String id) {
        var feature = new Feature(organisation);
        return feature.message(id, feature.report("1"));
    }

    private static void has(String organisation) {
        var _ = LocalTable.ledger().commit(new OrganisationId(organisation), credits("100", NOON));
    }

    private static String balance(String organisation) {
        return LocalTable.statements()
                .current(new OrganisationId(organisation), NOON)
                .balance()
                .toString();
    }

    private List<String> debit(Message... messages) {
        var prices = new Prices(new PriceLists(LocalTable.DYNAMO, LocalTable.NAME), InstantSource.fixed(NOON));
        var cold = new Invocation(new DebitHandler(new Intake(LocalTable.ledgerOn(table), prices, invalid.usage())));
        return cold.of(Message.event(messages)).path("batchItemFailures").findValuesAsText("itemIdentifier");
    }
}
