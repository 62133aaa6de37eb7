package credits.local;

import static credits.local.TestCustomer.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Many concurrent senders compete for the rest of the month's limit: 800 lines, of which exactly 200 fit, and each
/// alert
/// on the way is sent once. With
/// `-Dfull=true` there are five times as many.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class LimitRaceEndToEndTest {
    private static final String ONE_REQUEST = "query.run";
    private static final int LINES = 10;
    private static final int TIMES = Boolean.getBoolean("full") ? 5 : 1;
    private static final int REPORTS = 80 * TIMES;
    private static final int SENDERS = 40;
    private static final int THREADS = 8;
    private static final int BATCHES = 2 * TIMES;
    private static final int FITTING_LINES = 200 * TIMES;
    private static final BigDecimal LIMIT = new BigDecimal("24.00").multiply(BigDecimal.valueOf(TIMES));
    private static final BigDecimal CREDITS = new BigDecimal("1000.00");

    private final RunningSystem system;

    LimitRaceEndToEndTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void reports_of_40_senders_are_debited_up_to_the_limit_exactly() throws Exception {
        var customer = customerWithLimit();

        runConcurrently(SENDERS, () -> {
            customer.send(reports(customer, REPORTS / SENDERS).toArray());
            return 0;
        });
        system.awaitEmptyQueue();

        assertThatExactlyTheLimitIsUsed(customer);
        assertThatEachAlertIsSentOnce(customer);
        assertThat(system.debitLog(customer))
                .allMatch(line -> line.path("outcome").asText().equals("booked"))
                .hasSize(REPORTS);
    }

    @Test
    void handlers_that_race_for_one_account_debit_up_to_the_limit_exactly() throws Exception {
        var customer = customerWithLimit();
        try (var conflicts =
                new ConflictCounter(system.localSystem().addresses().dynamoDb())) {
            var environment = new HashMap<>(system.debitEnvironment());
            environment.put("AWS_ENDPOINT_URL_DYNAMODB", conflicts.address());
            conflicts.holdNextPut();

            runConcurrently(THREADS, () -> {
                var worker = new DebitWorker(system, environment);
                for (int i = 0; i < BATCHES; i++)
                    worker.deliverUntilBooked(customer, reports(customer, REPORTS / THREADS / BATCHES));
                return 0;
            });

            assertThat(conflicts.conflicts()).isPositive();
        }
        assertThatExactlyTheLimitIsUsed(customer);
        assertThatEachAlertIsSentOnce(customer);
    }

    private TestCustomer customerWithLimit() {
        var customer = system.customer(CREDITS.toPlainString());
        var body = """
                {"alert_recipients":[],"alert_values":["10.00","25%%","50%%","75%%","100%%"],"allowed_limit":"%s"}""".formatted(LIMIT);
        var saved = customer.putLimits(Map.of("If-Match", "*", "Content-Type", "application/json"), body);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        return customer;
    }

    // Of values that one commit reached, the highest alone.
    private void assertThatEachAlertIsSentOnce(TestCustomer customer) {
        system.await("the last alert", () -> alertedThresholds(customer).contains(LIMIT.toPlainString()));
        assertThat(alertedThresholds(customer)).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(5);
    }

    // An event may be delivered again, with the same id.
    private List<String> alertedThresholds(TestCustomer customer) {
        var byId = new HashMap<String, String>();
        for (var published : system.localSystem().eventBus().newestEvents()) {
            var event = published.path("detail");
            if (!event.path("subject").asText().equals(customer.organisation())) continue;
            if (event.path("type").asText().equals("credits.limit.alert_crossed.v1"))
                byId.put(
                        event.path("id").asText(),
                        event.at("/data/alert_threshold").asText());
        }
        return List.copyOf(byId.values());
    }

    private static List<UsageReportBuilder> reports(TestCustomer customer, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> customer.report().lines(LINES, ONE_REQUEST, "1"))
                .toList();
    }

    private static void assertThatExactlyTheLimitIsUsed(TestCustomer customer) {
        var overview = customer.overview();
        var entries = customer.entries();
        assertThat(entries.stream().filter(entry -> status(entry, "debited"))).hasSize(FITTING_LINES);
        assertThat(entries.stream().filter(entry -> status(entry, "uncovered")))
                .hasSize(REPORTS * LINES - FITTING_LINES);
        assertThat(amount(overview, "used")).isEqualByComparingTo(LIMIT);
        assertThat(amount(overview, "remaining")).isEqualByComparingTo("0");
        assertThat(amount(overview, "balance")).isEqualByComparingTo(CREDITS.subtract(LIMIT));
        assertThat(overview.path("status").asText()).isEqualTo("limit_reached");
    }

    private static boolean status(JsonNode entry, String status) {
        return entry.path("status").asText().equals(status);
    }

    /// Runs `work` in several threads, and returns when all have ended.
    private static void runConcurrently(int threads, Callable<Integer> work) throws Exception {
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < threads; i++) running.add(executor.submit(work));
            for (var each : running) assertThat(each.get()).isZero();
        }
    }
}
