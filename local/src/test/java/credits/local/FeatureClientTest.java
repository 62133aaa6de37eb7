package credits.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.AuthorizationBlocker;
import credits.client.authorization.AuthorizationRequest;
import credits.client.authorization.ClockedCreditsClient;
import credits.client.authorization.CreditsClient;
import credits.client.authorization.HttpTransport;
import credits.client.authorization.QuotaExceededException;
import credits.client.usage.ReportLine;
import credits.client.usage.SqsReportSink;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
import credits.function.usage.UsageHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// A feature with the real client library and the real system: it authorizes, works, and settles, or
/// crashes in between.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class FeatureClientTest {
    private static final Duration HOLD_EXPIRY_GRACE = Duration.ofMinutes(6);

    private final RunningSystem system;
    private final CreditsClient credits;

    FeatureClientTest(RunningSystem system) {
        this.system = system;
        var client = HttpClient.newHttpClient();
        var transport = new HttpTransport(
                URI.create(system.localSystem().address()),
                () -> system.issueToken("platform", "svc_search", "feature"),
                client);
        this.credits =
                ClockedCreditsClient.create(transport, system.localSystem().clock());
    }

    @Test
    void a_capture_is_debited_and_the_rest_of_the_hold_is_released() {
        var customer = system.customer("10.00");

        try (var held = credits.authorize(organisation(customer), requestFor(20))) {
            assertThat(customer.overview().path("held").asText()).isEqualTo("2.40");
            assertThat(customer.overview().path("available").asText()).isEqualTo("7.60");
            var _ = held.capture(UsageQuantity.of(3));
        }

        assertThat(customer.overview().path("used").asText()).isEqualTo("0.36");
        assertThat(customer.overview().path("held").asText()).isEqualTo("0.00");
        assertThat(customer.overview().path("balance").asText()).isEqualTo("9.64");
        assertThat(statuses(customer)).containsExactly("debited");
    }

    @Test
    void failed_work_releases_its_hold() {
        var customer = system.customer("10.00");

        assertThatThrownBy(() -> {
                    try (var _ = credits.authorize(organisation(customer), requestFor(20))) {
                        throw new IllegalStateException("the model did not answer");
                    }
                })
                .hasMessage("the model did not answer");

        assertThat(customer.overview().path("held").asText()).isEqualTo("0.00");
        assertThat(customer.overview().path("available").asText()).isEqualTo("10.00");
        assertThat(statuses(customer)).containsExactly("released");
    }

    @Test
    void a_hold_is_settled_by_the_report_whose_lines_name_it() throws Exception {
        var customer = system.customer("2.40");
        try (var sink = SqsReportSink.forQueue(system.localSystem().usageQueue().url(), system.sqsClient());
                var reporter = UsageReporter.start(
                        sink,
                        (report, why, _) -> fail(report, why),
                        UsageReporterSettings.forSource("/features/search"),
                        system.localSystem().clock(),
                        new SecureRandom())) {
            var held = credits.authorize(organisation(customer), requestFor(20));

            held.report(
                    reporter,
                    List.of(
                            ReportLine.of("query.run", UsageQuantity.of(15)),
                            ReportLine.of("query.run", UsageQuantity.of(2))));
            assertThat(reporter.flush(Duration.ofSeconds(30))).isTrue();
            system.await(
                    "the report to be booked",
                    () -> !customer.overview().path("days").isEmpty());
        }

        assertThat(customer.overview().path("used").asText()).isEqualTo("2.04");
        assertThat(customer.overview().path("held").asText()).isEqualTo("0.00");
        assertThat(customer.overview().path("available").asText()).isEqualTo("0.36");
    }

    private static void fail(Object report, Object why) {
        throw new AssertionError("not sent: " + report + ", " + why);
    }

    @Test
    void a_feature_that_crashes_leaks_no_hold_and_is_not_debited() {
        var customer = system.customer("10.00");
        var asked = requestFor(20).expiresIn(Duration.ofSeconds(30));
        var held = credits.authorize(organisation(customer), asked);

        var end = held.status().expiresAt().orElseThrow();

        assertThat(overview(customer, end).text("available")).isEqualTo("7.60");
        var after = overview(customer, end.plus(HOLD_EXPIRY_GRACE));
        assertThat(after.text("available")).isEqualTo("10.00");
        assertThat(after.text("held")).isEqualTo("0.00");
        assertThat(after.text("balance")).isEqualTo("10.00");
        assertThat(after.text("used")).isEqualTo("0.00");
    }

    @Test
    void an_exceeded_quota_lists_the_blockers_and_the_largest_quantity() {
        var customer = system.customer("1.00");
        customer.setLimits("0.20", "0.60");

        assertThatThrownBy(() -> credits.authorize(organisation(customer), requestFor(10)))
                .isInstanceOfSatisfying(QuotaExceededException.class, exceeded -> {
                    assertThat(exceeded.statusCode()).isEqualTo(403);
                    assertThat(exceeded.blockers())
                            .extracting(AuthorizationBlocker::cause)
                            .containsExactly("spending_limit_reached", "insufficient_credits");
                    assertThat(exceeded.largestQuantity())
                            .hasValueSatisfying(most -> assertThat(most).isEqualByComparingTo("5"));
                });

        assertThat(customer.overview().path("status").asText()).isEqualTo("no_credits");
        assertThat(statuses(customer)).containsExactly("refused");
    }

    private static AuthorizationRequest requestFor(long count) {
        return AuthorizationRequest.of("query.run", UsageQuantity.of(count)).member("usr_marco");
    }

    private static Organisation organisation(TestCustomer customer) {
        return new Organisation(customer.organisation());
    }

    private static List<String> statuses(TestCustomer customer) {
        return customer.entries().stream()
                .map(entry -> entry.path("status").asText())
                .toList();
    }

    /// The overview at another time.
    private HandlerResponse overview(TestCustomer customer, Instant at) {
        var function = system.localSystem().template().routes().stream()
                .map(route -> route.function())
                .filter(each -> each.handler().equals(UsageHandler.class.getName()))
                .findFirst()
                .orElseThrow();
        var handler =
                new UsageHandler(system.localSystem().functions().environmentOf(function), InstantSource.fixed(at));
        return new HandlerInvoker(handler)
                .callRoute(TestRequest.of("GET /v1/usage/months/{month}", "current", at)
                        .signedInAs(customer.organisation(), "[owner]"));
    }
}
