package credits.client.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.testing.FakeCreditsService;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Leases with their threads, against the service in memory.
@Timeout(300)
class LeaseTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final UsageQuantity QUERY = UsageQuantity.of(1);
    private static final LeaseRequest REQUEST = LeaseRequest.of("search.query", UsageQuantity.of(1_000));
    private static final int THREADS = 6;

    private final FakeCreditsService service = new FakeCreditsService("50.00").withPrice("search.query", "0.01");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void many_threads_of_two_processes_spend_all_there_is_and_no_more() throws Exception {
        var credits = service.client();
        long granted = 0;

        try (var one = credits.lease(ACME, REQUEST, service.reporter());
                var other = credits.lease(ACME, REQUEST, service.reporter());
                var threads = Executors.newFixedThreadPool(THREADS)) {
            var counts = new ArrayList<Future<Long>>();
            for (int i = 0; i < THREADS; i++) counts.add(threads.submit(spending(i % 2 == 0 ? one : other)));
            for (var count : counts) granted += count.get();
        }

        assertThat(service.receivedLines()).isNotEmpty();
        var account = service.account(ACME);
        assertThat(account.used()).isEqualByComparingTo(BigDecimal.valueOf(granted, 2));
        assertThat(account.uncovered()).isZero();
        assertThat(account.held()).isZero();
        assertThat(account.balance()).isNotNegative();
    }

    // Uses what the lease has, lets the service decide otherwise, and returns how much was granted until that refused.
    private Callable<Long> spending(Lease lease) {
        return () -> {
            for (long granted = 0; ; granted++) {
                if (lease.tryUse(QUERY)) continue;
                try {
                    var _ = service.client().debit(ACME, AuthorizationRequest.of("search.query", QUERY));
                } catch (QuotaExceededException exceeded) {
                    return granted;
                }
            }
        };
    }

    @Test
    void without_an_answer_it_refuses() {
        service.account(ACME).balance("0.00");

        try (var lease = service.client().lease(ACME, REQUEST, service.reporter())) {
            assertThat(lease.tryUse(QUERY)).isFalse();
        }
    }

    @Test
    void closing_twice_has_no_effect() throws InterruptedException {
        var lease = service.client().lease(ACME, REQUEST, service.reporter());
        assertThat(lease.tryUse(QUERY)).isTrue();

        lease.close();
        lease.close();

        assertThat(lease.tryUse(QUERY)).isFalse();
        assertThat(service.receivedLines()).hasSize(1);
    }

    @Test
    void a_period_is_whole_seconds_up_to_an_hour() {
        for (var period : List.of(Duration.ZERO, Duration.ofMillis(1_500), Duration.ofSeconds(3_601)))
            assertThatThrownBy(() -> REQUEST.period(period)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_line_names_the_member_and_the_reference() throws InterruptedException {
        var request = REQUEST.member("usr_giulia").reference("doc-42");
        try (var lease = service.client().lease(ACME, request, service.reporter())) {
            assertThat(lease.tryUse(QUERY)).isTrue();
        }

        assertThat(service.receivedLines()).singleElement().satisfies(received -> {
            assertThat(received.line().member()).contains("usr_giulia");
            assertThat(received.line().reference()).contains("doc-42");
        });
    }
}
