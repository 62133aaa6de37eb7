package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An operator grants no more than the maximum of a day, to nobody who does not exist, and nothing to the own
/// organisation.
class DailyAdjustmentsTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final int number = TESTS.incrementAndGet();
    private final String person = "usr_daily_" + number;
    private final String organisation = "daily_" + number;
    private final OperatorFixture operator = new OperatorFixture();

    @Test
    void incident_two_calls_do_not_grant_more_than_the_maximum_of_a_day() {
        assertThat(adjust(organisation, "10000", NOON).status()).isEqualTo(201);
        assertThat(adjust(organisation + "_b", "-9999.99", NOON).status()).isEqualTo(201);

        var refused = adjust(organisation + "_c", "0.02", NOON);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("daily-adjustments-reached");
        assertThat(refused.text("adjusted")).isEqualTo("19999.99");
        assertThat(refused.text("maximum")).isEqualTo("20000.00");
        assertThat(refused.headers()).containsEntry("retry-after", "43201");
        assertThat(balance(organisation + "_c")).isEqualTo("0.00");
        assertThat(adjust(organisation + "_c", "0.01", NOON).status()).isEqualTo(201);
    }

    @Test
    void the_next_day_and_another_operator_have_a_maximum_of_their_own() {
        assertThat(adjust(organisation, "10000", NOON).status()).isEqualTo(201);
        assertThat(adjust(organisation, "10000", NOON).status()).isEqualTo(201);
        assertThat(adjust(organisation, "1", NOON).status()).isEqualTo(429);

        assertThat(adjust(organisation, "1", Instant.parse("2026-11-22T23:59:59Z"))
                        .status())
                .isEqualTo(429);
        assertThat(adjust(organisation, "1", Instant.parse("2026-11-23T00:00:00Z"))
                        .status())
                .isEqualTo(201);
        assertThat(adjust(
                                person + "_colleague",
                                organisation,
                                "1",
                                newIdAt(NOON).toString(),
                                NOON)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_replay_counts_nothing_and_is_answered_when_the_maximum_is_reached() {
        var key = newIdAt(NOON).toString();
        for (int i = 0; i < 5; i++)
            assertThat(adjust(person, organisation, "10000", key, NOON).status())
                    .isEqualTo(201);
        assertThat(adjust(organisation, "10000", NOON).status()).isEqualTo(201);

        var replay = adjust(person, organisation, "10000", key, NOON);

        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(balance(organisation)).isEqualTo("20000.00");
    }

    @Test
    void concurrent_adjustments_do_not_exceed_the_maximum() throws Exception {
        try (var workers = Executors.newFixedThreadPool(8)) {
            var calls = Stream.generate(() -> (Callable<Integer>) this::adjustUntilDecided)
                    .limit(8)
                    .toList();
            var statuses =
                    workers.invokeAll(calls).stream().map(Future::resultNow).toList();

            assertThat(statuses).containsOnly(201, 429);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(4);
        }
    }

    private int adjustUntilDecided() {
        var key = newIdAt(NOON).toString();
        var response = adjust(person, organisation + key, "5000", key, NOON);
        while (response.status() == 503) response = adjust(person, organisation + key, "5000", key, NOON);
        return response.status();
    }

    @Test
    void incident_a_misspelt_organisation_gets_nothing() {
        var misspelt = operator.call(OperatorFixture.adjustment(person, NOON)
                .withHeader("idempotency-key", newIdAt(NOON).toString())
                .withJson(body(organisation, "10000", false)));

        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.body().at("/errors/0/pointer").asText()).isEqualTo("/organisation");
        assertThat(new OrganisationDirectory(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME).listAll(fault -> {
                    throw fault;
                }))
                .doesNotContain(new OrganisationId(organisation));
        assertThat(adjust(organisation, "20000", NOON).status()).isEqualTo(422);
        assertThat(adjust(organisation, "1", NOON).status()).isEqualTo(201);
        assertThat(operator.call(OperatorFixture.adjustment(person, NOON)
                                .withHeader("idempotency-key", newIdAt(NOON).toString())
                                .withJson(body(organisation, "1", false)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void incident_operators_grant_their_own_organisation_nothing() {
        var refused = adjust("platform", "1", NOON);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/detail").asText()).isEqualTo("must not be your own organisation");
        assertThat(balance("platform")).isEqualTo("0.00");
    }

    private HandlerResponse adjust(String to, String amount, Instant at) {
        return adjust(person, to, amount, newIdAt(at).toString(), at);
    }

    private HandlerResponse adjust(String by, String to, String amount, String key, Instant at) {
        return operator.call(OperatorFixture.adjustment(by, at)
                .withHeader("idempotency-key", key)
                .withJson(body(to, amount, true)));
    }

    private static String body(String to, String amount, boolean create) {
        return "{\"organisation\":\"%s\",\"amount\":\"%s\",\"reason\":\"Goodwill\"%s}"
                .formatted(to, amount, create ? ",\"create\":true" : "");
    }

    private static String balance(String organisation) {
        return DynamoDbFixture.accountQueries()
                .currentAccount(new OrganisationId(organisation), NOON)
                .balance()
                .toString();
    }
}
