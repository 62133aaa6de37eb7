package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An operator with `accounts:read` looks at an organisation's pages.
class OperatorReadsTest {
    private final OwnerFixture owner = new OwnerFixture();

    @ParameterizedTest
    @CsvSource({
        "GET /v1/usage/months/{month}, 2026-11",
        "GET /v1/usage/days/{date}, 2026-11-22",
        "GET /v1/payments, ''",
        "GET /v1/alerts, ''",
        "GET /v1/quota, ''"
    })
    void an_operator_reads_what_the_owner_reads(String route, String path) {
        owner.givenCommands(adjustment("7.77", NOW), bookReports(queryReport(1, NOW)));

        var seen = owner.call(asOperator(TestRequest.of(route, path, NOW)));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body())
                .isEqualTo(owner.call(owner.request(route, path, NOW)).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[owner]", "[member]"})
    void a_member_who_names_an_organisation_is_refused(String roles) {
        owner.givenCommands(adjustment("7.77", NOW));
        var request = TestRequest.of("GET /v1/usage/months/{month}", "2026-11", NOW)
                .signedInAs("another", roles)
                .withQuery("organisation", owner.organisation().value());

        var refused = owner.call(request);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("/query/organisation").doesNotContain("7.77");
    }

    @Test
    void an_operator_of_another_organisation_than_the_platform_is_refused() {
        var request = asOperator(TestRequest.of("GET /v1/usage/months/{month}", "2026-11", NOW))
                .signedInAs("another", "[support]");

        assertThat(owner.call(request).status()).isEqualTo(400);
    }

    @Test
    void an_operator_who_names_no_organisation_reads_nothing() {
        var request =
                TestRequest.of("GET /v1/usage/months/{month}", "2026-11", NOW).signedInAs("platform", "[support]");

        assertThat(owner.call(request).status()).isEqualTo(403);
    }

    @Test
    void the_link_to_the_next_part_of_a_csv_names_the_organisation_too() {
        for (int i = 0; i < 30; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));
        var day = TestRequest.of("GET /v1/usage/days/{date}", "2026-11-22", NOW).withHeader("accept", "text/csv");

        var part = owner.call(asOperator(day));

        assertThat(part.headers().get("link"))
                .startsWith("<?organisation=" + owner.organisation() + "&cursor=")
                .endsWith(">; rel=\"next\"");
    }

    private TestRequest asOperator(TestRequest request) {
        return request.signedInAs("platform", "[support]")
                .withQuery("organisation", owner.organisation().value());
    }
}
