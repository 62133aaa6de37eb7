package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.limitsChange;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.interception.DynamoInterceptor;
import credits.local.aws.interception.InterceptedDynamo;
import credits.usage.BookedLine;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// 64 services compete for the rest of the month's limit, which covers exactly 500 calls in a full run, and 100 in a
/// normal one.
class SpendingLimitRaceTest {
    private static final int SERVICES = 64;
    private static final int FITTING_QUERIES = Sample.FULL ? 500 : 100;
    private static final String LIMIT = Sample.FULL ? "60.00" : "12.00";
    private static final String REST = Sample.FULL ? "940.00" : "988.00";
    private static final String QUERY = "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}";

    @Test
    void concurrent_debits_take_exactly_what_the_limit_leaves() throws Exception {
        var first = new AuthorizationFixture();
        first.givenCommands(adjustment("1000.00", NOON), limitsChange("none", LIMIT, NOON));
        var lostRaces = new AtomicInteger();

        var debited = 0;
        try (var threads = Executors.newFixedThreadPool(SERVICES)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < SERVICES; i++) {
                var service = first.anotherServiceOn(
                        new InterceptedDynamo(DynamoDbFixture.DYNAMO, new LostRaceCounter(lostRaces)));
                tasks.add(() -> debitUntilRefused(service));
            }
            for (var done : threads.invokeAll(tasks)) debited += done.get();
        }

        var account = first.account(NOON);
        assertThat(debited).isEqualTo(FITTING_QUERIES);
        assertThat(account.used()).hasToString(LIMIT);
        assertThat(account.remainingLimit().orElseThrow()).hasToString("0.00");
        assertThat(account.balance()).hasToString(REST);
        assertThat(entriesDebited(first)).isEqualTo(FITTING_QUERIES);
        assertThat(lostRaces).hasPositiveValue();
    }

    // Undecided calls are repeated under their key, as the client does.
    private static int debitUntilRefused(AuthorizationFixture service) {
        int debited = 0;
        while (true) {
            var key = AuthorizationFixture.key(NOON);
            int status;
            do status = service.authorize(key, QUERY, NOON).status();
            while (status == 503);
            if (status == 403 || status == 429) return debited;
            assertThat(status).isEqualTo(201);
            debited++;
        }
    }

    private static long entriesDebited(AuthorizationFixture service) {
        var segments = service.account(NOON).segmentCount();
        long debited = 0;
        for (long number = 0; number < segments; number++) {
            debited += DynamoDbFixture.accountQueries().changeOf(service.organisation, number).reports().stream()
                    .flatMap(report -> report.lines().stream())
                    .filter(BookedLine::isDebited)
                    .count();
        }
        return debited;
    }

    /// Counts lost races on the way to the table.
    private record LostRaceCounter(AtomicInteger lostRaces) implements DynamoInterceptor {
        @Override
        public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
            try {
                return call.get();
            } catch (ConditionalCheckFailedException e) {
                var _ = lostRaces.incrementAndGet();
                throw e;
            }
        }
    }
}
