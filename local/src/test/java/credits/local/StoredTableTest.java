package credits.local;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Stored bytes stay readable: today's code reads what the code of a day wrote, and gives the same responses.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class StoredTableTest {
    private final List<StoredTable> tables;

    StoredTableTest(RunningSystem system) {
        tables = Stream.of("2026-11-30", "2026-12-01")
                .map(day -> StoredTable.load(system, LocalDate.parse(day), "stored"))
                .toList();
    }

    @AfterAll
    void deleteTables() {
        tables.forEach(StoredTable::close);
    }

    Stream<Named<StoredTable>> tables() {
        return tables.stream().map(table -> Named.of(table.name(), table));
    }

    Stream<Arguments> responses() {
        return tables().flatMap(table -> table.getPayload().expected("responses.json").stream()
                .map(expected -> Arguments.of(table, describe(expected), expected)));
    }

    @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
    @MethodSource("responses")
    void a_query_returns_the_stored_response(StoredTable stored, String description, JsonNode expected) {
        var response = call(stored, expected);

        assertThat(response.status()).isEqualTo(expected.path("status").asInt());
        assertThat(response.body()).as(description).isEqualTo(expected.path("body"));
        // A response may have got a version since.
        var tag = expected.path("etag").asText();
        if (!tag.isEmpty()) assertThat(response.headers()).containsEntry("etag", tag);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("tables")
    void a_repeated_call_gets_its_original_response_and_writes_nothing(StoredTable stored) {
        var before = stored.bookedItems();

        for (var expected : stored.expected("repeated-calls.json")) {
            var response = call(stored, expected);

            assertThat(response.status()).isEqualTo(expected.path("status").asInt());
            assertThat(response.headers()).containsEntry("idempotency-replayed", "true");
            assertThat(withoutWording(response.body())).isEqualTo(withoutWording(expected.path("body")));
        }

        assertThat(stored.bookedItems()).isEqualTo(before);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("tables")
    void a_stored_report_is_not_booked_again_and_its_id_stays_taken(StoredTable stored) {
        var before = stored.bookedItems();

        for (var delivery : stored.expected("reports.json")) {
            var organisation = delivery.path("organisation").asText();
            var body = delivery.path("body").asText();
            var changed = body.replaceFirst("\"quantity\":\"[0-9.]+\"", "\"quantity\":\"77\"");

            assertThat(stored.deliver(organisation, body, stored.afterwards()))
                    .contains("\"outcome\":\"already_booked\"");
            assertThat(stored.deliver(organisation, changed, stored.afterwards()))
                    .contains("\"outcome\":\"invalid\"");
        }

        assertThat(stored.bookedItems()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            O#,             L#
            O#,             D#
            ORGS#,          shop
            PRICES,         V#
            P#,             PROFILE
            P#,             CUSTOMER
            P#,             PAY#
            P#,             PAPER#
            P#,             TOLD#
            PI#,            -
            INVOICES,       2026#
            INVOICES,       CN-2026#
            RECONCILIATION, LATEST
            RECONCILIATION, 2026-
            RECONCILIATION, PROOF
            RECONCILIATION, PROVED#
            """)
    void each_stored_table_has_all_common_kinds_of_items(String partitionPrefix, String sortPrefix) {
        assertThat(tables)
                .allSatisfy(stored ->
                        assertThat(stored.items(partitionPrefix, sortPrefix)).isNotEmpty());
    }

    private static HandlerResponse call(StoredTable stored, JsonNode expected) {
        var route = expected.path("route").asText();
        var at = Instant.parse(expected.path("at").asText());
        var request = TestRequest.of(route, expected.path("path").asText(), at)
                .signedInAs(
                        expected.path("organisation").asText(),
                        expected.path("roles").asText());
        for (var parameter : expected.path("query").properties())
            request = request.withQuery(parameter.getKey(), parameter.getValue().asText());
        for (var header : expected.path("headers").properties())
            request = request.withHeader(header.getKey(), header.getValue().asText());
        if (expected.has("sent"))
            request = request.withJson(expected.path("sent").asText());
        return stored.functionOf(route, at).callRoute(request);
    }

    /// A problem without the texts for people, which may be improved.
    // The type is the address of a page for people, on the host that is called; programs compare the code.
    private static JsonNode withoutWording(JsonNode body) {
        if (body instanceof ObjectNode problem && problem.has("type")) {
            var _ = problem.remove(List.of("type", "title", "detail"));
        }
        return body;
    }

    private static String describe(JsonNode expected) {
        return Stream.of("organisation", "route", "path", "query", "headers")
                .map(expected::path)
                .map(JsonNode::toString)
                .collect(joining(" "));
    }
}
