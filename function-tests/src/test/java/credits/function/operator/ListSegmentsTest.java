package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.command.AccountCommand;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListSegmentsTest {
    private final OperatorFixture operator = new OperatorFixture();

    @Test
    void each_segment_shows_what_it_booked_and_the_hash_of_the_one_before() {
        var account = givenAccount("seen", adjustment("1", NOON), bookReports(queryReport(2, NOON)));

        var segments = list(Map.of("organisation", account)).body().path("data");

        assertThat(segments).hasSize(2);
        var usage = segments.path(0);
        assertThat(usage.path("kind").asText()).isEqualTo("usage");
        assertThat(usage.path("balance").asText()).isEqualTo("0.76");
        assertThat(usage.path("previous_hash")).isEqualTo(segments.path(1).path("hash"));
        assertThat(usage.at("/reports/0/lines")).hasSize(2);
        assertThat(usage.at("/reports/0/lines/0/cost").asText()).isEqualTo("0.12");
        assertThat(segments.at("/1/events/0/type").asText()).isEqualTo("adjusted");
        assertThat(segments.at("/1/previous_hash").asText()).isEqualTo("0".repeat(64));
    }

    @Test
    void pages_show_every_segment_once_newest_first() {
        var account = givenAccount("paged", adjustment("1", NOON), adjustment("2", NOON), adjustment("3", NOON));

        var first = list(Map.of("organisation", account, "limit", "2")).body();
        var second = list(Map.of(
                        "organisation",
                        account,
                        "before",
                        first.path("next_before").asText()))
                .body();

        assertThat(numbers(first)).containsExactly(2, 1);
        assertThat(numbers(second)).containsExactly(0);
        assertThat(second.path("next_before").isNull()).isTrue();
    }

    @Test
    void a_page_ends_with_the_segment_that_passes_2000_lines() {
        var account = givenAccount(
                "large", adjustment("1", NOON), manyLines(), manyLines(), manyLines(), adjustment("1", NOON));

        var page = list(Map.of("organisation", account)).body();

        assertThat(numbers(page)).containsExactly(4, 3, 2, 1);
        assertThat(page.path("next_before").asInt()).isEqualTo(1);
    }

    @Test
    void an_organisation_without_an_account_has_no_segments() {
        assertThat(list(Map.of("organisation", "nobody")).body().path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"organisation, a b", "before, -1", "before, x", "limit, 51", "since, 1"})
    void a_wrong_parameter_is_refused_by_its_name(String name, String value) {
        var query = new HashMap<>(Map.of("organisation", "acme"));
        query.put(name, value);

        var refused = list(query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/query/" + name);
    }

    @Test
    void only_operators_who_may_read_accounts_see_segments() {
        var request = TestRequest.of("GET /v1/segments", "", NOON)
                .signedInAs("platform", "[finance]")
                .withQuery("organisation", "acme");

        assertThat(operator.call(request).status()).isEqualTo(403);
    }

    private static String givenAccount(String organisation, AccountCommand<?>... commands) {
        var id = new OrganisationId("chain_" + organisation);
        var ledger = DynamoDbFixture.ledger();
        for (var command : commands) {
            var _ = ledger.commit(id, command);
        }
        return id.value();
    }

    private static AccountCommand<?> manyLines() {
        return bookReports(queryReport(700, NOON));
    }

    private static List<Integer> numbers(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(each -> each.path("number").asInt())
                .toList();
    }

    private HandlerResponse list(Map<String, String> query) {
        var request = TestRequest.of("GET /v1/segments", "", NOON).signedInAs("platform", "[support]");
        for (var each : query.entrySet()) request = request.withQuery(each.getKey(), each.getValue());
        return operator.call(request);
    }
}
