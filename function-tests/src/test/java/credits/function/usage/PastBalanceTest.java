package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.aws.TableKeys;
import credits.ledger.DynamoDbFixture;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `GET /v1/balance`, at noon of 22 November.
class PastBalanceTest {
    private final OwnerFixture owner = new OwnerFixture();

    /// Red when the search stops one segment early or late, or takes a moment's own bookings for later ones.
    @Test
    void the_balance_at_any_second_is_the_one_that_was_read_then() {
        var random = new Random(24);
        var balances = new TreeMap<Instant, String>();
        var time = NOW.minusSeconds(90_000);
        balances.put(time.minusSeconds(1), "0.00");
        for (int i = 0; i < 40; i++) {
            time = time.plusSeconds(random.nextInt(4) * 500L);
            owner.givenCommands(i % 3 == 0 ? adjustment("1.37", time) : bookReports(time, queryReport(1, time)));
            balances.put(time, balance(""));
        }

        for (var second = balances.firstKey(); !second.isAfter(NOW); second = second.plusSeconds(250))
            assertThat(balance(second.toString()))
                    .as("at " + second)
                    .isEqualTo(balances.floorEntry(second).getValue());
    }

    @Test
    void the_figures_are_those_of_the_account_then() {
        owner.givenCommands(adjustment("10", NOW.minusSeconds(7_200)), bookReports(queryReport(2, NOW)));

        assertThat(call("2026-11-22T12:00:00+01:00").body()).hasToString("""
                {"at":"2026-11-22T11:00:00Z","balance":"10.00","held":"0.00","available":"10.00",\
                "used":"0.00","currency":"EUR","segments":1}""");
        assertThat(call("").body()).hasToString("""
                {"at":"2026-11-22T12:00:00Z","balance":"9.76","held":"0.00","available":"9.76",\
                "used":"0.24","currency":"EUR","segments":2}""");
    }

    @Test
    void a_month_that_is_over_then_has_begun_anew() {
        owner.givenCommands(
                adjustment("10", Instant.parse("2026-10-31T10:00:00Z")),
                bookReports(
                        Instant.parse("2026-10-31T12:00:00Z"), queryReport(1, Instant.parse("2026-10-31T12:00:00Z"))));

        assertThat(call("2026-10-31T22:59:59Z").text("used")).isEqualTo("0.12");
        assertThat(call("2026-10-31T23:00:00Z").text("used")).isEqualTo("0.00");
    }

    @Test
    void the_segment_before_one_that_a_restore_lost_stands_in_for_it() {
        for (int i = 4; i > 0; i--) owner.givenCommands(adjustment("1", NOW.minusSeconds(i * 60L)));
        var _ = DynamoDbFixture.DYNAMO.deleteItem(delete -> delete.tableName(DynamoDbFixture.TABLE_NAME)
                .key(Map.of(
                        TableKeys.PARTITION_KEY,
                        AttributeValue.fromS(TableKeys.accountPartition(owner.organisation())),
                        TableKeys.SORT_KEY,
                        AttributeValue.fromS(TableKeys.segmentSort(1)))));

        assertThat(balance(NOW.minusSeconds(180).toString())).isEqualTo("1.00");
        assertThat(balance(NOW.minusSeconds(120).toString())).isEqualTo("3.00");
    }

    @Test
    void an_account_without_entries_has_nothing_at_any_time() {
        assertThat(call("2001-01-01T00:00:00Z").body().path("segments").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-22T12:00:00.001Z", "1999-12-31T23:59:59Z", "2026-11-22", "2026-11-22T12:00", "now"})
    void another_time_is_refused(String at) {
        var refused = call(at);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/query/at");
    }

    @Test
    void an_operator_names_the_organisation() {
        owner.givenCommands(adjustment("7.77", NOW));
        var request = TestRequest.of("GET /v1/balance", "", NOW)
                .signedInAs("platform", "[support]")
                .withQuery("organisation", owner.organisation().value());

        assertThat(owner.call(request).text("balance")).isEqualTo("7.77");
    }

    private String balance(String at) {
        return call(at).text("balance");
    }

    private HandlerResponse call(String at) {
        var request = owner.request("GET /v1/balance", "", NOW);
        return owner.call(at.isEmpty() ? request : request.withQuery("at", at));
    }
}
