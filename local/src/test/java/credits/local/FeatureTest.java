package credits.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.client.Ask;
import credits.client.Blocker;
import credits.client.ClientFixture;
import credits.client.Credits;
import credits.client.HttpTransport;
import credits.client.Line;
import credits.client.Organisation;
import credits.client.Quantity;
import credits.client.Refused;
import credits.client.SqsSink;
import credits.client.Usage;
import credits.client.UsageSettings;
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

/// A feature with the real client against the real system: it asks, works, and settles, or dies in between.
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class FeatureTest {
    private static final Duration GRACE = Duration.ofMinutes(6);

    private final RunningSystem system;
    private final Credits credits;

    FeatureTest(RunningSystem system) {
        this.system = system;
        var client = HttpClient.newHttpClient();
        var transport = new HttpTransport(
                URI.create(system.local().address()), () -> system.token("platform", "svc_search", "feature"), client);
        this.credits = ClientFixture.credits(transport, system.local().clock());
    }

    @Test
    void what_is_captured_is_debited_and_the_rest_is_free_again() {
        var customer = system.customer("10.00");

        try (var held = credits.authorize(organisation(customer), queries(20))) {
            assertThat(customer.overview().path("held").asText()).isEqualTo("2.40");
            assertThat(customer.overview().path("available").asText()).isEqualTo("7.60");
            var _ = held.capture(Quantity.of(3));
        }

        assertThat(customer.overview().path("used").asText()).isEqualTo("0.36");
        assertThat(customer.overview().path("held").asText()).isEqualTo("0.00");
        assertThat(customer.overview().path("balance").asText()).isEqualTo("9.64");
        assertThat(statuses(customer)).containsExactly("debited");
    }

    @Test
    void work_that_fails_gives_back_what_it_held() {
        var customer = system.customer("10.00");

        assertThatThrownBy(() -> {
                    try (var _ = credits.authorize(organisation(customer), queries(20))) {
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
        try (var sink = SqsSink.to(system.local().usageQueue().url(), system.queues());
                var usage = Usage.to(
                        sink,
                        (report, why, _) -> fail(report, why),
                        UsageSettings.of("/features/search"),
                        system.local().clock(),
                        new SecureRandom())) {
            var held = credits.authorize(organisation(customer), queries(20));

            held.report(usage, List.of(Line.of("query.run", Quantity.of(15)), Line.of("query.run", Quantity.of(2))));
            assertThat(usage.flush(Duration.ofSeconds(30))).isTrue();
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
    void a_feature_that_dies_leaks_no_hold_and_is_not_debited() {
        var customer = system.customer("10.00");
        var asked = queries(20).expiresIn(Duration.ofSeconds(30));
        var held = credits.authorize(organisation(customer), asked);

        var end = held.standing().expiresAt().orElseThrow();

        assertThat(overview(customer, end).of("available")).isEqualTo("7.60");
        var after = overview(customer, end.plus(GRACE));
        assertThat(after.of("available")).isEqualTo("10.00");
        assertThat(after.of("held")).isEqualTo("0.00");
        assertThat(after.of("balance")).isEqualTo("10.00");
        assertThat(after.of("used")).isEqualTo("0.00");
    }

    @Test
    void a_refusal_says_what_stands_in_the_way_and_what_would_fit() {
        var customer = system.customer("1.00");
        customer.limits("0.20", "0.60");

        assertThatThrownBy(() -> credits.authorize(organisation(customer), queries(10)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(403);
                    assertThat(refused.blockers())
                            .extracting(Blocker::cause)
                            .containsExactly("spending_limit_reached", "insufficient_credits");
                    assertThat(refused.largestQuantity())
                            .hasValueSatisfying(most -> assertThat(most).isEqualByComparingTo("5"));
                });

        assertThat(customer.overview().path("status").asText()).isEqualTo("no_credits");
        assertThat(statuses(customer)).containsExactly("refused");
    }

    private static Ask queries(long count) {
        return Ask.of("query.run", Quantity.of(count)).member("usr_marco");
    }

    private static Organisation organisation(Customer customer) {
        return new Organisation(customer.organisation());
    }

    private static List<String> statuses(Customer customer) {
        return customer.entries().stream()
                .map(entry -> entry.path("status").asText())
                .toList();
    }

    /// The overview as it is answered at another time.
    private Answer overview(Customer customer, Instant at) {
        var function = system.local().template().routes().stream()
                .map(route -> route.function())
                .filter(each -> each.handler().equals(UsageHandler.class.getName()))
                .findFirst()
                .orElseThrow();
        var handler = new UsageHandler(system.local().functions().environment(function), InstantSource.fixed(at));
        return new Invocation(handler)
                .call(Request.of("GET /v1/usage/months/{month}", "current", at).by(customer.organisation(), "[owner]"));
    }
}
