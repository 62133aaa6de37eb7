package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.ledger.DynamoDbFixture;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/usage_reports`. A query costs EUR 0.12.
class UsageReportBookingTest {
    private final AuthorizationFixture service = new AuthorizationFixture();

    @Test
    void a_report_is_booked_before_the_answer_and_once_however_often_it_is_sent() {
        service.givenCommands(adjustment("10.00", NOON));
        var report = report(newId(), "2");

        var first = send(report);
        var second = send(report);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("data")).hasToString("""
                [{"id":"%s","status":"booked","debited_lines":1,"uncovered_lines":0,\
                "reason_code":null,"reason_detail":null}]""".formatted(id(first)));
        assertThat(second.body().path("data")).hasToString("""
                [{"id":"%s","status":"already_booked","debited_lines":null,"uncovered_lines":null,\
                "reason_code":null,"reason_detail":null}]""".formatted(id(first)));
        assertThat(service.account(NOON).balance()).hasToString("9.76");
    }

    @Test
    void each_report_of_a_batch_has_its_verdict_and_no_report_holds_up_another() {
        service.givenCommands(adjustment("0.24", NOON));
        var booked = newId();
        var reports = List.of(
                report(newId(), "0"),
                report(booked, "2"),
                report(booked, "1"),
                report(newId(), "1").replace("query.run", "query.unknown"),
                report(newId(), "1").replace("query.run", "no operation"),
                report(newId(), "1").replace(":00:00Z", ":05:01Z"),
                report(newId(), "1"));

        var response = send("[" + String.join(",", reports) + "]");

        var verdicts = response.body().path("data");
        assertThat(verdicts.findValuesAsText("id").get(1)).isEqualTo(booked);
        assertThat(verdicts.findValuesAsText("status"))
                .containsExactly("invalid", "booked", "invalid", "invalid", "invalid", "invalid", "booked");
        assertThat(verdicts.findValuesAsText("reason_code"))
                .containsExactly(
                        "invalid_report",
                        "null",
                        "conflicting_report",
                        "unpriced_operation",
                        "invalid_report",
                        "in_future",
                        "null");
        assertThat(verdicts.get(0).path("reason_detail").asText()).startsWith("/data/lines/0/quantity must be");
        assertThat(verdicts.findValuesAsText("uncovered_lines"))
                .containsExactly("null", "0", "null", "null", "null", "null", "1");
        assertThat(service.entries(NOON)).containsExactly("uncovered 1 of query.run", "debited 2 of query.run");
    }

    @Test
    void the_reports_of_several_organisations_are_each_booked_in_their_own_account() {
        var other = new AuthorizationFixture();
        service.givenCommands(adjustment("1.00", NOON));
        other.givenCommands(adjustment("1.00", NOON));
        var reports = List.of(
                report(newId(), "1"),
                report(newId(), "2").replace(service.organisation.value(), other.organisation.value()),
                report(newId(), "3"));

        var response = send("[" + String.join(",", reports) + "]");

        assertThat(response.body().path("data").findValuesAsText("status"))
                .containsExactly("booked", "booked", "booked");
        assertThat(service.account(NOON).balance()).hasToString("0.52");
        assertThat(other.account(NOON).balance()).hasToString("0.76");
    }

    @Test
    void a_hundred_reports_are_one_commit() {
        service.givenCommands(adjustment("100.00", NOON));
        var before = service.account(NOON).segmentCount();
        var reports =
                IntStream.range(0, 100).mapToObj(_ -> report(newId(), "1")).toList();

        var response = send("[" + String.join(",", reports) + "]");

        assertThat(response.body().path("data").findValuesAsText("status"))
                .hasSize(100)
                .containsOnly("booked");
        assertThat(service.account(NOON).balance()).hasToString("88.00");
        assertThat(service.account(NOON).segmentCount()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[{\"id\":1}]", "[1]", "\"text\""})
    void events_that_cannot_be_told_apart_are_refused_whole(String body) {
        assertThat(send(body).status()).isEqualTo(400);
    }

    @Test
    void one_event_without_an_id_or_too_many_events_refuse_the_call() {
        var report = report(newId(), "1");
        var withoutId = report.replace("\"id\":", "\"other\":");

        var unnamed = send("[%s,%s]".formatted(report, withoutId));
        var tooMany = send(Collections.nCopies(101, report).toString());

        assertThat(unnamed.body().path("errors").findValuesAsText("pointer")).containsExactly("/1/id");
        assertThat(tooMany.body().path("errors").findValuesAsText("detail"))
                .containsExactly("must have 1 to 100 reports");
        assertThat(service.account(NOON).segmentCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/cloudevents+json; charset=UTF-8, 200",
        "application/cloudevents-batch+json, 200",
        "text/plain, 415"
    })
    void the_media_types_of_CloudEvents_are_accepted(String type, int status) {
        var response = service.call(request(report(newId(), "1")).withHeader("content-type", type));

        assertThat(response.status()).isEqualTo(status);
    }

    @Test
    void only_a_token_that_may_report_books_usage() {
        service.givenCommands(adjustment("1.00", NOON));
        var request = request(report(newId(), "1"));

        for (var role : List.of("[owner]", "[feature]")) {
            var refused = service.call(request.withRoles(role));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("permission")).isEqualTo("usage:report");
        }
        assertThat(service.account(NOON).balance()).hasToString("1.00");
    }

    @ParameterizedTest
    @CsvSource({"/features/test, query.run, booked", "/features/other, query.run, invalid", "/features/test, x, invalid"
    })
    void a_client_reports_only_the_sources_and_operations_that_it_may(String source, String operation, String status) {
        var bound = new AuthorizationFixture(DynamoDbFixture.ledger(), """
                {"credits-operator": {"sources": ["%s"], "operations": ["%s"]}}""".formatted(source, operation));
        bound.givenCommands(adjustment("1.00", NOON));

        var response = bound.call(
                request(report(newId(), "1").replace(service.organisation.value(), bound.organisation.value())));

        assertThat(response.body().path("data").findValuesAsText("status")).containsExactly(status);
        if (status.equals("invalid"))
            assertThat(response.body().path("data").findValuesAsText("reason_code"))
                    .containsExactly("sender_not_allowed");
    }

    @Test
    void a_client_that_is_not_among_the_producers_reports_nothing() {
        var bound = new AuthorizationFixture(DynamoDbFixture.ledger(), """
                {"another": {"sources": [], "operations": []}}""");

        var response = bound.call(request(report(newId(), "1")));

        assertThat(response.body().path("data").findValuesAsText("reason_detail"))
                .containsExactly("sender: credits-operator may not report usage");
    }

    /// Red when the age is measured against anything but the time of the request.
    @Test
    void a_report_is_too_old_five_weeks_after_its_use_unless_it_is_booked_already() {
        service.givenCommands(adjustment("1.00", NOON));
        var report = report(newId(), "1");
        var booked = send(report);

        var again = service.call(request(report, Duration.ofDays(36)));
        var late = service.call(request(report(newId(), "1"), Duration.ofDays(36)));

        assertThat(booked.body().path("data").findValuesAsText("status")).containsExactly("booked");
        assertThat(again.body().path("data").findValuesAsText("status")).containsExactly("already_booked");
        assertThat(late.body().path("data").findValuesAsText("reason_code")).containsExactly("too_old");
    }

    private HandlerResponse send(String body) {
        return service.call(request(body));
    }

    private static TestRequest request(String body) {
        return request(body, Duration.ZERO);
    }

    private static TestRequest request(String body, Duration later) {
        return TestRequest.of("POST /v1/usage_reports", "", NOON.plus(later))
                .signedInAs("platform", "[producer]")
                .withJson(body);
    }

    private String report(String id, String quantity) {
        return """
                {"specversion":"1.0","type":"credits.usage.v1","source":"/features/test","id":"%s","subject":"%s",\
                "time":"2026-11-22T12:00:00Z","data":{"lines":[{"operation":"query.run","quantity":"%s"}]}}""".formatted(id, service.organisation, quantity);
    }

    private static String newId() {
        return newIdAt(NOON).toString();
    }

    private static String id(HandlerResponse response) {
        return response.body().at("/data/0/id").asText();
    }
}
