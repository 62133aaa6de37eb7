package credits.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.ApiTransport;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.testing.CallFailure;
import credits.client.testing.FakeCreditsService;
import credits.client.usage.ReportLine;
import credits.client.usage.ReportMessage;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reports through the API: of the fake, and what other answers mean.
@Timeout(300)
class HttpReportSinkTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final ReportLine LINE = ReportLine.of("query.run", UsageQuantity.of(2));
    private static final ReportMessage REPORT = new ReportMessage("01K9", ACME, 1, "{\"id\":\"01K9\"}");

    @Test
    void recorded_lines_are_booked_once_even_if_a_response_is_lost() throws InterruptedException {
        try (var service = new FakeCreditsService("10.00").withPrice("query.run", "0.12")) {
            service.failNextCalls(CallFailure.RESPONSE_LOST, 1);
            service.failNextCalls(CallFailure.UNAVAILABLE, 1);
            try (var reporter = reporter(service, new ConcurrentLinkedQueue<>())) {
                reporter.record(ACME, LINE);

                assertThat(reporter.flush(Duration.ofSeconds(60))).isTrue();
            }

            assertThat(service.receivedLines()).hasSize(1);
            assertThat(service.account(ACME).used()).isEqualByComparingTo("0.24");
        }
    }

    @Test
    void a_report_that_can_never_be_booked_goes_to_the_handler_with_the_reason() throws InterruptedException {
        var unsent = new ConcurrentLinkedQueue<String>();
        try (var service = new FakeCreditsService("10.00").withPrice("query.run", "0.12");
                var reporter = reporter(service, unsent)) {
            reporter.record(ACME, ReportLine.of("query.nothing", UsageQuantity.of(1)));

            assertThat(reporter.flush(Duration.ofSeconds(60))).isTrue();
            assertThat(unsent).containsExactly("REJECTED unpriced_operation an operation has no price");
        }
    }

    private static UsageReporter reporter(ApiTransport transport, ConcurrentLinkedQueue<String> unsent) {
        return UsageReporter.start(
                HttpReportSink.withTransport(transport),
                (report, reason, detail) -> unsent.add(reason + " " + detail),
                UsageReporterSettings.forSource("/f").linger(Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            200 | {"data":[{"id":"01K9","status":"booked","uncovered_lines":1}]}                                    | ACCEPTED
            200 | {"data":[{"id":"01K9","status":"already_booked"}]}                                                | ACCEPTED
            200 | {"data":[{"id":"01K9","status":"invalid","reason_code":"too_old","reason_detail":"id"}]}          | REJECTED
            200 | {"data":[{"id":"01K9","status":"perhaps"}]}                                                       | RETRY
            200 | {"data":[]}                                                                                       | RETRY
            200 | <html>                                                                                            | RETRY
            400 | {"code":"invalid-request"}                                                                        | REJECTED
            403 | {"code":"permission-required"}                                                                    | REJECTED
            401 | {"message":"Unauthorized"}                                                                        | RETRY
            429 | {"code":"rate-limited"}                                                                           | RETRY
            503 | {"code":"temporarily-unavailable"}                                                                | RETRY
            """)
    void an_answer_decides_what_the_reporter_does_next(int status, String body, Outcome.Kind expected) {
        var sent = new ArrayList<ApiRequest>();
        var sink = HttpReportSink.withTransport((request, timeout) -> {
            sent.add(request);
            return new ApiResponse(status, Optional.empty(), body);
        });

        var outcomes = sink.send(List.of(REPORT));

        assertThat(outcomes).extracting(Outcome::kind).containsExactly(expected);
        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/v1/usage_reports");
            assertThat(request.body()).hasValue("[{\"id\":\"01K9\"}]");
        });
    }
}
