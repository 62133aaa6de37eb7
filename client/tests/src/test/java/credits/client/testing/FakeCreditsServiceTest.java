package credits.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.AuthorizationRequest;
import credits.client.authorization.OutcomeUnknownException;
import credits.client.authorization.QuotaExceededException;
import credits.client.authorization.RequestRejectedException;
import credits.client.usage.ReportLine;
import credits.client.usage.ReportMessage;
import credits.client.usage.ReportSink.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The fake, used as a feature team uses it.
@Timeout(300)
class FakeCreditsServiceTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final ReportLine LINE =
            ReportLine.of("translation.document", UsageQuantity.of(1_000)).member("usr_giulia");

    private final FakeCreditsService service =
            new FakeCreditsService("10.00").withPrice("translation.document", "0.002");

    @AfterEach
    void stop() {
        service.close();
    }

    private static AuthorizationRequest request(long quantity) {
        return AuthorizationRequest.of("translation.document", UsageQuantity.of(quantity));
    }

    @Test
    void recorded_lines_can_be_inspected_and_are_debited() throws InterruptedException {
        service.reporter().record(ACME, LINE);

        assertThat(service.receivedLines())
                .extracting(line -> line.line().member())
                .containsExactly(LINE.member());
        assertThat(service.account(ACME).balance()).isEqualByComparingTo("8.00");
    }

    @Test
    void an_authorization_holds_and_a_capture_debits_what_was_used() {
        try (var authorization = service.client().authorize(ACME, request(1_000))) {
            assertThat(service.account(ACME).held()).isEqualByComparingTo("2.00");
            assertThat(authorization.capture(UsageQuantity.of(250)).state()).isEqualTo("captured");
        }

        assertThat(service.account(ACME).held()).isZero();
        assertThat(service.account(ACME).used()).isEqualByComparingTo("0.50");
    }

    @Test
    void a_capture_beyond_the_limit_is_debited_in_part_and_the_rest_uncovered() {
        service.account(ACME).setAllowedLimit("3.00");

        try (var authorization = service.client().authorize(ACME, request(1_000))) {
            assertThat(authorization.capture(UsageQuantity.of(2_000)).state()).isEqualTo("captured");
        }

        assertThat(service.account(ACME).used()).isEqualByComparingTo("3.00");
        assertThat(service.account(ACME).uncovered()).isEqualByComparingTo("1.00");
    }

    @Test
    void work_that_fails_leaves_nothing_held() {
        assertThatThrownBy(() -> {
                    try (var _ = service.client().authorize(ACME, request(1_000))) {
                        throw new IllegalStateException("the model is down");
                    }
                })
                .hasMessage("the model is down");

        assertThat(service.account(ACME).held()).isZero();
        assertThat(service.account(ACME).used()).isZero();
    }

    @Test
    void a_report_settles_the_hold_it_names() throws InterruptedException {
        try (var authorization = service.client().authorize(ACME, request(5_000))) {
            authorization.report(service.reporter(), List.of(LINE));
        }

        assertThat(service.receivedLines()).hasSize(1);
        assertThat(service.account(ACME).held()).isZero();
        assertThat(service.account(ACME).balance()).isEqualByComparingTo("8.00");
    }

    @Test
    void a_line_without_a_price_makes_its_whole_report_invalid_as_in_production() throws InterruptedException {
        try (var authorization = service.client().authorize(ACME, request(1_000))) {
            authorization.report(service.reporter(), List.of(LINE, ReportLine.of("none.such", UsageQuantity.of(1))));
        }

        assertThat(service.invalidReports())
                .extracting(ReportMessage::lineCount)
                .containsExactly(2);
        assertThat(service.receivedLines()).isEmpty();
        assertThat(service.account(ACME).used()).isZero();
        assertThat(service.account(ACME).held()).isEqualByComparingTo("2.00");
    }

    @Test
    void insufficient_credits_are_reported_with_the_shortfall() {
        var exceeded = catchThrowableOfType(
                QuotaExceededException.class, () -> service.client().authorize(ACME, request(5_001)));

        assertThat(exceeded.statusCode()).isEqualTo(402);
        assertThat(exceeded.blockers())
                .singleElement()
                .satisfies(
                        blocker -> assertThat(blocker.shortfall().orElseThrow()).isEqualByComparingTo("0.002"));
        assertThat(exceeded.largestQuantity().orElseThrow()).isEqualByComparingTo("5000");
    }

    @Test
    void when_both_are_exceeded_the_limit_comes_first_and_both_are_listed() {
        service.account(ACME).balance("1.00");
        service.account(ACME).setAllowedLimit("1.50");

        var exceeded = catchThrowableOfType(
                QuotaExceededException.class, () -> service.client().debit(ACME, request(1_000)));

        assertThat(exceeded.statusCode()).isEqualTo(403);
        assertThat(exceeded.blockers())
                .extracting(blocker -> blocker.cause())
                .containsExactly("spending_limit_reached", "insufficient_credits");
        assertThat(service.client()
                        .checkQuota(ACME, "translation.document", UsageQuantity.of(1_000))
                        .isAllowed())
                .isFalse();
        assertThat(service.client().checkQuota(ACME).available()).isEqualByComparingTo("1.00");
    }

    @Test
    void an_operation_without_a_price_is_rejected() {
        var unknown = AuthorizationRequest.of("none.such", UsageQuantity.of(1));

        assertThatThrownBy(() -> service.client().authorize(ACME, unknown))
                .isInstanceOf(RequestRejectedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_fails_once_is_retried_and_debits_once(CallFailure failure) {
        service.failNextCalls(failure, 1);

        var status = service.client().debit(ACME, request(1_000));

        assertThat(status.state()).isEqualTo("captured");
        assertThat(service.account(ACME).used()).isEqualByComparingTo("2.00");
    }

    @Test
    void an_unavailable_service_never_authorizes() {
        service.failNextCalls(CallFailure.UNAVAILABLE, 1_000);

        assertThatThrownBy(() -> service.client().authorize(ACME, request(1)))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(service.account(ACME).held()).isZero();
    }

    @Test
    void reports_that_are_retried_arrive_and_rejected_ones_are_unsent() throws InterruptedException {
        service.failNextSend(Outcome.retry("throttled"));
        service.reporter().record(ACME, LINE);
        assertThat(service.receivedLines()).hasSize(1);

        service.failNextSend(Outcome.rejected("AccessDenied"));
        service.reporter().record(ACME, LINE);

        assertThat(service.receivedLines()).hasSize(1);
        assertThat(service.unsentReports()).hasSize(1);
    }
}
