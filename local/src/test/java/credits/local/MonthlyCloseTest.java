package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.cli.TerminalOutput;
import credits.local.demo.DemoScenario;
import credits.local.seed.DemoSeeder;
import credits.local.stripe.FakeStripe;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The close of every demo organisation, month by month, against two sources that know nothing of the ledger: the
/// [ReferenceBookkeeper], which knows the calls and reports that were sent, and Stripe's sessions and refunds.
@TestInstance(Lifecycle.PER_CLASS)
class MonthlyCloseTest {
    private final RunningSystem system = RunningSystem.start();
    private final DemoSeeder demo = system.localSystem().demoSeeder(TestScenarios.forRunningSystem());
    private final Map<YearMonth, JsonNode> closes = new TreeMap<>();

    @BeforeAll
    void seedAndClose() {
        demo.start(new TerminalOutput(new PrintStream(OutputStream.nullOutputStream()), false));
        demo.awaitCompletion();
        var _ = new ScheduleClient(system).runTask("prove");
    }

    @AfterAll
    void stop() {
        demo.close();
        system.close();
    }

    Stream<DemoScenario> scenarios() {
        return demo.scenarios().stream();
    }

    /// Red when usage, or a balance, differs from what the reports and calls that were sent come to.
    @ParameterizedTest
    @MethodSource("scenarios")
    void usage_and_balances_equal_those_of_the_reports_that_were_sent(DemoScenario scenario) {
        var books = books(scenario);

        books.months.forEach((month, expected) -> {
            var closed = account(month, scenario.id());
            assertAmount(closed, "usage", expected.total.cost);
            assertAmount(closed, "closing", expected.balance);
            assertAmount(closed, "difference", BigDecimal.ZERO);
            var uncovered = expected.days.values().stream()
                    .flatMap(day -> day.entries.stream())
                    .filter(entry -> !entry.debited())
                    .map(ReferenceBookkeeper.Entry::cost)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertAmount(closed, "uncovered", uncovered);
        });
    }

    /// Red when a payment, or a refund, is missing, or counts as a grant.
    @ParameterizedTest
    @MethodSource("scenarios")
    void top_ups_and_refunds_equal_those_at_stripe(DemoScenario scenario) {
        var paid = sessions(scenario.id());
        var topUps = cents(paid.stream()
                .mapToLong(session -> session.path("amount_subtotal").asLong()));
        var refunds = paid.stream().map(this::refundedNet).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum(scenario, "top_ups")).isEqualByComparingTo(topUps);
        assertThat(sum(scenario, "refunds")).isEqualByComparingTo(refunds);
    }

    /// Red when an organisation is missing from the total, or a closing balance is not the next opening one.
    @Test
    void the_months_follow_one_another() {
        var previous = BigDecimal.ZERO;
        for (var month : months()) {
            var total = close(month).path("total");
            assertAmount(total, "opening", previous);
            var net = amount(total, "top_ups")
                    .add(amount(total, "grants"))
                    .subtract(amount(total, "usage"))
                    .subtract(amount(total, "refunds"))
                    .add(amount(total, "adjustments"));
            assertAmount(total, "closing", previous.add(net));
            previous = amount(total, "closing");
            assertThat(amount(total, "deferred_revenue")
                            .add(amount(total, "granted"))
                            .subtract(amount(total, "receivable")))
                    .isEqualByComparingTo(previous);
            // An account is in the next month once its own month is closed, an hour after its end.
            boolean isClosed = close(month)
                    .path("data")
                    .valueStream()
                    .allMatch(account -> account.path("closed").asBoolean());
            if (!isClosed) break;
        }
    }

    /// Guards the other tests: there is something of each kind.
    @ParameterizedTest
    @ValueSource(strings = {"top_ups", "grants", "usage", "refunds", "uncovered", "deferred_revenue"})
    void the_demo_has_amounts_of_every_kind(String field) {
        assertThat(months())
                .anyMatch(month -> amount(close(month).path("total"), field).signum() > 0);
    }

    private Set<YearMonth> months() {
        var months = new TreeSet<YearMonth>();
        scenarios().map(this::books).forEach(books -> months.addAll(books.months.keySet()));
        return months;
    }

    private ReferenceBookkeeper books(DemoScenario scenario) {
        var books = new ReferenceBookkeeper(DemoSeederTest.PRICE_LIST, DemoScenariosTest.ROME);
        demo.historyOf(scenario).actions().forEach(books::apply);
        return books;
    }

    private BigDecimal sum(DemoScenario scenario, String field) {
        return books(scenario).months.keySet().stream()
                .map(month -> amount(account(month, scenario.id()), field))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private JsonNode account(YearMonth month, String organisation) {
        return close(month)
                .path("data")
                .valueStream()
                .filter(each -> each.path("organisation").asText().equals(organisation))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode close(YearMonth month) {
        return closes.computeIfAbsent(month, _ -> {
            var token = system.issueToken("platform", "usr_operator", "operator");
            var response = system.http().get("/v1/monthly_close?month=" + month, token);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return RunningSystem.parseJson(response.body());
        });
    }

    private List<ObjectNode> sessions(String organisation) {
        return stripe().objects("checkout.session").stream()
                .filter(session -> session.at("/metadata/organisation").asText().equals(organisation))
                .filter(session -> session.path("payment_status").asText().equals("paid"))
                .toList();
    }

    // The net share of what was refunded, rounded half up to a cent.
    private BigDecimal refundedNet(ObjectNode session) {
        long refunded = stripe().objects("refund").stream()
                .filter(refund -> refund.path("payment_intent")
                        .asText()
                        .equals(session.path("payment_intent").asText()))
                .filter(refund -> refund.path("status").asText().equals("succeeded"))
                .mapToLong(refund -> refund.path("amount").asLong())
                .sum();
        return BigDecimal.valueOf(refunded)
                .multiply(BigDecimal.valueOf(session.path("amount_subtotal").asLong()))
                .divide(BigDecimal.valueOf(session.path("amount_total").asLong()), 0, RoundingMode.HALF_UP)
                .movePointLeft(2);
    }

    private FakeStripe stripe() {
        return system.localSystem().stripeConnection().fakeStripe().orElseThrow();
    }

    private static BigDecimal cents(LongStream cents) {
        return BigDecimal.valueOf(cents.sum(), 2);
    }

    private static BigDecimal amount(JsonNode sums, String field) {
        return new BigDecimal(sums.path(field).asText());
    }

    private static void assertAmount(JsonNode sums, String field, BigDecimal expected) {
        assertThat(amount(sums, field)).as(field).isEqualByComparingTo(expected);
    }
}
