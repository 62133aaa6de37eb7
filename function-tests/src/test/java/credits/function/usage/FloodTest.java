package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.archive.InMemoryBucket;
import credits.http.FairShares;
import credits.ledger.DynamoDbFixture;
import credits.ledger.query.AccountQueries;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long one organisation waits while another floods the function, in virtual time: the function itself decides and
/// reads, and each request takes the time of its reads. As in Lambda, an execution environment serves one request at a
/// time, the one that was used last first, and each counts shares by itself.
class FloodTest {
    /// Few, so that a flood could take all of them.
    private static final int MAX_ENVIRONMENTS = 8;

    // A refusal takes about a millisecond, a read of DynamoDB about ten.
    private static final int REQUEST_MICROS = 1_000;
    private static final int READ_MICROS = 10_000;
    // More than the environments can serve: each needs 11 ms for a request.
    private static final int FLOOD_INTERVAL_MICROS = 1_250;
    private static final int QUIET_INTERVAL_MICROS = 50_000;
    // A share allows a burst of five seconds' worth; what comes after it counts.
    private static final int BURST_MICROS = 5_000_000;
    private static final int END_MICROS = 10_000_000;

    private final ReadMeter meter = new ReadMeter();
    private final OwnerFixture flooding = new OwnerFixture();
    private final OwnerFixture quiet = new OwnerFixture();

    FloodTest() {
        for (var owner : List.of(flooding, quiet))
            owner.givenCommands(adjustment("10", NOW), bookReports(queryReport(3, NOW)));
    }

    /// Red without shares, with shares that are taken after the reads, or with one share for all organisations.
    @Test
    void a_flood_of_one_organisation_leaves_the_99th_percentile_of_another_as_it_is() {
        var shares = new Shares(20, 50);

        assertThat(quietPercentile(shares, true, END_MICROS)).isEqualTo(quietPercentile(shares, false, END_MICROS));
    }

    /// The control: the same flood would be felt.
    @Test
    void without_shares_the_same_flood_keeps_another_organisation_waiting() {
        var none = new Shares(100_000, 100_000);

        // No burst ends here, so that less of it says as much.
        int end = BURST_MICROS + 500_000;
        assertThat(quietPercentile(none, true, end)).isGreaterThan(20L * quietPercentile(none, false, end));
    }

    private record Shares(int memberPerSecond, int organisationPerSecond) {}

    /// A request, and what its answer must be.
    private record Arrival(OwnerFixture owner, long atMicros, boolean isQuiet) {}

    private final class Environment {
        private final HandlerInvoker handler;
        private long freeAtMicros;

        Environment(Shares shares) {
            var dynamo = new InterceptedDynamo(DynamoDbFixture.DYNAMO, meter);
            var queries = new AccountQueries(dynamo, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ROME);
            handler = new HandlerInvoker(OwnerFixture.handler(
                    queries,
                    new InMemoryBucket(),
                    new FairShares(shares.memberPerSecond(), shares.organisationPerSecond())));
        }

        /// Serves the request as soon as it is free, and returns its status.
        int serve(Arrival arrival) {
            var at = NOW.plusNanos(arrival.atMicros() * 1_000);
            int status = handler.callRoute(arrival.owner().request("GET /v1/usage/months/{month}", "current", at))
                    .status();
            long micros =
                    REQUEST_MICROS + (long) READ_MICROS * meter.takeReads().size();
            freeAtMicros = Math.max(freeAtMicros, arrival.atMicros()) + micros;
            return status;
        }
    }

    // The time from request to answer that 99 of 100 requests of the quiet organisation take at most.
    private long quietPercentile(Shares shares, boolean isFlooded, int endMicros) {
        var environments = new ArrayList<Environment>();
        var latencies = new ArrayList<Long>();
        for (var arrival : arrivals(isFlooded, endMicros)) {
            var environment = nextEnvironment(environments, shares, arrival.atMicros());
            int status = environment.serve(arrival);
            if (!arrival.isQuiet()) continue;
            assertThat(status).isEqualTo(200);
            if (arrival.atMicros() >= BURST_MICROS) latencies.add(environment.freeAtMicros - arrival.atMicros());
        }
        latencies.sort(Comparator.naturalOrder());
        return latencies.get(latencies.size() * 99 / 100);
    }

    private List<Arrival> arrivals(boolean isFlooded, int endMicros) {
        var arrivals = new ArrayList<Arrival>();
        for (long at = 0; at < endMicros; at += QUIET_INTERVAL_MICROS) arrivals.add(new Arrival(quiet, at, true));
        for (long at = 1; isFlooded && at < endMicros; at += FLOOD_INTERVAL_MICROS)
            arrivals.add(new Arrival(flooding, at, false));
        arrivals.sort(Comparator.comparingLong(Arrival::atMicros));
        return arrivals;
    }

    // The free one that was used last; a new one if none is free; the next to be free if there may be no more.
    private Environment nextEnvironment(List<Environment> environments, Shares shares, long atMicros) {
        var free = environments.stream()
                .filter(each -> each.freeAtMicros <= atMicros)
                .max(Comparator.comparingLong(each -> each.freeAtMicros));
        if (free.isPresent()) return free.get();
        if (environments.size() == MAX_ENVIRONMENTS)
            return environments.stream()
                    .min(Comparator.comparingLong(each -> each.freeAtMicros))
                    .orElseThrow();
        environments.add(new Environment(shares));
        return environments.getLast();
    }
}
