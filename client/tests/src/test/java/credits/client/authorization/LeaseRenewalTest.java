package credits.client.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.internal.UlidGenerator;
import credits.client.testing.FakeCreditsService;
import credits.client.testing.ReceivedLine;
import credits.client.usage.ReportLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How a lease places, renews and settles its holds, step by step.
@Timeout(300)
class LeaseRenewalTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final LeaseRequest REQUEST =
            LeaseRequest.of("search.query", UsageQuantity.of(1_000)).period(PERIOD);
    private static final long ONE = 1_000_000;

    private final FakeCreditsService service = new FakeCreditsService("1000.00").withPrice("search.query", "0.01");
    private final List<ApiRequest> requests = new ArrayList<>();
    private long nanos;
    private Duration wallClockError = Duration.ZERO;
    private boolean losesResponses;
    private int wakeUps;
    private final LeaseRenewal renewal = newRenewal(service.reporter()::record);

    @AfterEach
    void stop() {
        service.close();
    }

    private LeaseRenewal newRenewal(BiConsumer<Organisation, List<ReportLine>> recorder) {
        var random = new SplittableRandom(7);
        var timeouts = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));
        var client = new RetryingClient(this::send, timeouts, random, () -> nanos, this::pass);
        var credits = new CreditsClient(client, new UlidGenerator(random), Clock.systemUTC());
        var clocks = new LeaseClocks(() -> nanos, () -> Instant.now().plus(wallClockError));
        return new LeaseRenewal(credits, ACME, REQUEST, new LeaseSettlements(REQUEST, recorder), clocks, random);
    }

    private ApiResponse send(ApiRequest request, Duration timeout) throws IOException {
        requests.add(request);
        var response = service.send(request, timeout);
        if (losesResponses && request.method().equals("POST")) throw new IOException("response lost");
        return response;
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private boolean tryUse(long micros) {
        return renewal.tryUse(micros, () -> wakeUps++);
    }

    private BigDecimal held() {
        return service.account(ACME).held();
    }

    @Test
    void decisions_make_no_call_and_are_reported_in_one_line_from_the_hold() throws InterruptedException {
        var _ = renewal.runDue();
        int calls = requests.size();

        for (int i = 0; i < 50; i++) assertThat(tryUse(ONE)).isTrue();
        assertThat(requests).hasSize(calls);
        renewal.close();

        assertThat(service.receivedLines())
                .extracting(ReceivedLine::line)
                .extracting(ReportLine::usageQuantity)
                .containsExactly(UsageQuantity.of(50));
        assertThat(service.receivedLines().getFirst().line().authorization()).isPresent();
        assertThat(service.account(ACME).used()).isEqualByComparingTo("0.50");
        assertThat(held()).isZero();
        assertThat(tryUse(ONE)).isFalse();
    }

    @Test
    void an_unused_hold_is_released_and_not_renewed() {
        var _ = renewal.runDue();
        assertThat(held()).isPositive();

        pass(PERIOD);
        var _ = renewal.runDue();
        int calls = requests.size();
        pass(PERIOD);
        var _ = renewal.runDue();

        assertThat(held()).isZero();
        assertThat(requests).hasSize(calls);
    }

    @Test
    void the_next_hold_is_placed_before_the_current_one_is_used_up() {
        var _ = renewal.runDue();

        for (int i = 0; i < 100; i++) {
            assertThat(tryUse(ONE)).isTrue();
            if (wakeUps > 0) {
                wakeUps = 0;
                var _ = renewal.runDue();
            }
        }
    }

    @Test
    void a_hold_in_demand_is_renewed_before_its_end() {
        var _ = renewal.runDue();

        for (int i = 0; i < 40; i++) {
            assertThat(tryUse(ONE)).isTrue();
            pass(PERIOD.dividedBy(4));
            var _ = renewal.runDue();
        }
    }

    @Test
    void a_decision_after_a_long_pause_is_refused_and_asks_for_a_new_hold() {
        var _ = renewal.runDue();

        pass(PERIOD);
        assertThat(tryUse(ONE)).isFalse();
        assertThat(wakeUps).isOne();
        var _ = renewal.runDue();

        assertThat(tryUse(ONE)).isTrue();
    }

    @Test
    void a_hold_adapts_to_demand_within_its_maximum_and_within_a_quarter_of_what_is_available() {
        service.account(ACME).balance("20.00"); // 2,000 queries
        var _ = renewal.runDue();
        assertThat(held()).isEqualByComparingTo("1.25");

        for (int i = 0; i < 100; i++) assertThat(tryUse(ONE)).isTrue();
        var _ = renewal.runDue();
        assertThat(wakeUps).isOne();

        // Four times as much would be 800: a quarter of what is left beside the first hold is less.
        assertThat(quantities()).containsExactly("125", "468.75");
    }

    private List<String> quantities() {
        return requests.stream()
                .filter(request -> request.target().equals("/v1/authorizations"))
                .map(request -> request.body().orElseThrow().replaceAll(".*\"quantity\":\"([0-9.]+)\".*", "$1"))
                .toList();
    }

    // The service rejects a question about a quantity that costs more than one line may.
    @Test
    void the_quota_is_asked_for_a_quantity_that_is_never_too_expensive() {
        var _ = renewal.runDue();

        assertThat(requests.getFirst().target()).endsWith("&operation=search.query&quantity=0.000001");
    }

    @Test
    void without_room_nothing_is_requested_and_nothing_is_held() {
        service.account(ACME).setAllowedLimit("0.00");

        var _ = renewal.runDue();

        assertThat(quantities()).isEmpty();
        assertThat(tryUse(ONE)).isFalse();
    }

    @Test
    void a_hold_whose_response_was_lost_for_long_is_found_with_its_key_and_released() {
        losesResponses = true;
        var _ = renewal.runDue();
        assertThat(held()).isPositive();
        assertThat(tryUse(ONE)).isFalse();

        losesResponses = false;
        pass(PERIOD);
        var _ = renewal.runDue();

        assertThat(requests.stream()
                        .filter(request -> request.target().equals("/v1/authorizations"))
                        .distinct())
                .hasSize(1);
        assertThat(held()).isZero();
        assertThat(tryUse(ONE)).isFalse();
    }

    @Test
    void a_process_whose_clock_is_minutes_off_holds_nothing() {
        wallClockError = Duration.ofMinutes(-6);
        var _ = renewal.runDue();

        assertThat(tryUse(ONE)).isFalse();
        assertThat(held()).isZero();
    }

    @Test
    void what_a_closed_reporter_does_not_take_is_captured() {
        var _ = renewal.runDue();
        assertThat(tryUse(3 * ONE)).isTrue();

        service.close();
        renewal.close();

        assertThat(service.account(ACME).used()).isEqualByComparingTo("0.03");
        assertThat(held()).isZero();
    }
}
