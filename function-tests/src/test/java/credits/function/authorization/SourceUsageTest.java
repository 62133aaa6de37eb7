package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.newIdAt;
import static credits.function.authorization.AuthorizationFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.ledger.DynamoDbFixture;
import org.junit.jupiter.api.Test;

/// The lines from which the stage counts what each source uses. A query costs EUR 0.12.
class SourceUsageTest {
    /// Red when a report that is sent again is counted again.
    @Test
    void the_reports_that_a_call_booked_are_logged_once_in_a_line_of_their_own() {
        var service = serviceWithSource("/features/test");
        var reports = TestRequest.of("POST /v1/usage_reports", "", NOON)
                .signedInAs("platform", "[producer]")
                .withJson("""
                        {"specversion":"1.0","type":"credits.usage.v1","source":"/features/test","id":"%s",\
                        "subject":"%s","time":"2026-11-22T12:00:00Z",\
                        "data":{"lines":[{"operation":"query.run","quantity":"3"}]}}""".formatted(newIdAt(NOON), service.organisation));

        var booked = service.call(reports);
        var again = service.call(reports);

        assertThat(booked.status()).isEqualTo(again.status()).isEqualTo(200);
        assertThat(service.log()).containsOnlyOnce("used_micros").contains("""
                {"source":"/features/test","used_micros":360000}{""");
    }

    /// Red when the hold is counted as well, or a replay of the capture.
    @Test
    void what_is_captured_counts_for_the_service_that_captured_it() {
        var service = serviceWithSource("usr_giulia");
        var held = service.hold("20", NOON).text("id");
        var key = key(NOON);

        var captured = service.capture(held, key, "15", NOON);
        var again = service.capture(held, key, "15", NOON);

        assertThat(captured.status()).isEqualTo(again.status()).isEqualTo(200);
        assertThat(service.log()).containsOnlyOnce("used_micros").contains("""
                {"source":"usr_giulia","used_micros":1800000}{""");
    }

    @Test
    void sources_that_no_setting_names_are_not_logged() {
        var service = serviceWithSource("/features/other");

        assertThat(service.authorize(
                                key(NOON), "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}", NOON)
                        .status())
                .isEqualTo(201);
        assertThat(service.log()).contains("authorizations").doesNotContain("used_micros");
    }

    private static AuthorizationFixture serviceWithSource(String source) {
        var service = new AuthorizationFixture(DynamoDbFixture.ledger(), """
                {"credits-operator": {"sources": ["/features/test", "%s"], "operations": []}}""".formatted(source));
        service.givenCommands(adjustment("10.00", NOON));
        return service;
    }
}
