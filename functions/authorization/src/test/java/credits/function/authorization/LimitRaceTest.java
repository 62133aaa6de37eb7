package credits.function.authorization;

import static credits.Given.NOON;
import static credits.Given.credits;
import static credits.Given.limits;
import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.LocalTable;
import credits.usage.BookedLine;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// 64 services compete for the rest of the month's limit, which covers exactly 500 calls.
class LimitRaceTest {
    private static final int SERVICES = 64;
    private static final int FIT = 500;
    private static final String QUERY = "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}";

    @Test
    void exactly_what_fits_is_debited_however_many_ask_at_once() throws Exception {
        var first = new Service();
        first.has(credits("1000.00", NOON), limits("none", "60.00", NOON));
        var lostRaces = new AtomicInteger();

        var debited = 0;
        try (var threads = Executors.newFixedThreadPool(SERVICES)) {
            var asking = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < SERVICES; i++) {
                var service = first.again(new Counting(lostRaces));
                asking.add(() -> debitUntilRefused(service));
            }
            for (var done : threads.invokeAll(asking)) debited += done.get();
        }

        var account = first.account(NOON);
        assertThat(debited).isEqualTo(FIT);
        assertThat(account.used()).hasToString("60.00");
        assertThat(account.remaining().orElseThrow()).hasToString("0.00");
        assertThat(account.balance()).hasToString("940.00");
        assertThat(entriesDebited(first)).isEqualTo(FIT);
        assertThat(lostRaces).hasPositiveValue();
    }

    // Undecided calls are repeated under their key, as the client does.
    private static int debitUntilRefused(Service service) {
        int debited = 0;
        while (true) {
            var key = Service.key(NOON);
            int status;
            do status = service.authorize(key, QUERY, NOON).status();
            while (status == 503);
            if (status == 403 || status == 429) return debited;
            assertThat(status).isEqualTo(201);
            debited++;
        }
    }

    private static long entriesDebited(Service service) {
        var segments = service.account(NOON).segments();
        long debited = 0;
        for (long number = 0; number < segments; number++) {
            debited += LocalTable.statements().change(service.organisation, number).reports().stream()
                    .flatMap(report -> report.lines().stream())
                    .filter(BookedLine::debited)
                    .count();
        }
        return debited;
    }

    /// Counts lost races on the way to the table.
    private record Counting(AtomicInteger lostRaces) implements DynamoDbClient {
        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            try {
                return LocalTable.DYNAMO.putItem(request);
            } catch (ConditionalCheckFailedException lost) {
                var _ = lostRaces.incrementAndGet();
                throw lost;
            }
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return LocalTable.DYNAMO.getItem(request);
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            return LocalTable.DYNAMO.query(request);
        }

        @Override
        public String serviceName() {
            return "counting";
        }

        @Override
        public void close() {}
    }
}
