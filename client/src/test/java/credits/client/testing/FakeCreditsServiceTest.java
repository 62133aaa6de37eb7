package credits.client.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.client.Ask;
import credits.client.Line;
import credits.client.NoAnswer;
import credits.client.Organisation;
import credits.client.Quantity;
import credits.client.Refused;
import credits.client.Rejected;
import credits.client.Report;
import credits.client.Sink.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The fake, used as a feature team uses it.
@Timeout(300)
class FakeCreditsTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Line LINE =
            Line.of("translation.document", Quantity.of(1_000)).member("usr_giulia");

    private final FakeCredits fake = new FakeCredits("10.00").price("translation.document", "0.002");

    @AfterEach
    void stop() {
        fake.close();
    }

    private static Ask ask(long quantity) {
        return Ask.of("translation.document", Quantity.of(quantity));
    }

    @Test
    void lines_that_were_recorded_are_there_to_look_at_and_are_debited() throws InterruptedException {
        fake.usage().record(ACME, LINE);

        assertThat(fake.lines()).extracting(line -> line.line().member()).containsExactly(LINE.member());
        assertThat(fake.account(ACME).balance()).isEqualByComparingTo("8.00");
    }

    @Test
    void an_authorization_holds_and_a_capture_debits_what_was_used() {
        try (var authorization = fake.credits().authorize(ACME, ask(1_000))) {
            assertThat(fake.account(ACME).held()).isEqualByComparingTo("2.00");
            assertThat(authorization.capture(Quantity.of(250)).status()).isEqualTo("captured");
        }

        assertThat(fake.account(ACME).held()).isZero();
        assertThat(fake.account(ACME).used()).isEqualByComparingTo("0.50");
    }

    @Test
    void a_capture_beyond_what_fits_is_uncovered() {
        fake.account(ACME).allowedLimit("3.00");

        try (var authorization = fake.credits().authorize(ACME, ask(1_000))) {
            assertThat(authorization.capture(Quantity.of(2_000)).status()).isEqualTo("captured");
        }

        assertThat(fake.account(ACME).used()).isEqualByComparingTo("3.00");
        assertThat(fake.account(ACME).uncovered()).isEqualByComparingTo("1.00");
    }

    @Test
    void work_that_fails_leaves_nothing_held() {
        assertThatThrownBy(() -> {
                    try (var _ = fake.credits().authorize(ACME, ask(1_000))) {
                        throw new IllegalStateException("the model is down");
                    }
                })
                .hasMessage("the model is down");

        assertThat(fake.account(ACME).held()).isZero();
        assertThat(fake.account(ACME).used()).isZero();
    }

    @Test
    void a_report_settles_the_hold_it_names() throws InterruptedException {
        try (var authorization = fake.credits().authorize(ACME, ask(5_000))) {
            authorization.report(fake.usage(), List.of(LINE));
        }

        assertThat(fake.lines()).hasSize(1);
        assertThat(fake.account(ACME).held()).isZero();
        assertThat(fake.account(ACME).balance()).isEqualByComparingTo("8.00");
    }

    @Test
    void a_line_without_a_price_makes_its_whole_report_invalid_as_in_production() throws InterruptedException {
        try (var authorization = fake.credits().authorize(ACME, ask(1_000))) {
            authorization.report(fake.usage(), List.of(LINE, Line.of("none.such", Quantity.of(1))));
        }

        assertThat(fake.invalid()).extracting(Report::lines).containsExactly(2);
        assertThat(fake.lines()).isEmpty();
        assertThat(fake.account(ACME).used()).isZero();
        assertThat(fake.account(ACME).held()).isEqualByComparingTo("2.00");
    }

    @Test
    void too_little_credit_is_refused_with_its_fields() {
        var refused = catchThrowableOfType(Refused.class, () -> fake.credits().authorize(ACME, ask(5_001)));

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.blockers())
                .singleElement()
                .satisfies(
                        blocker -> assertThat(blocker.shortfall().orElseThrow()).isEqualByComparingTo("0.002"));
        assertThat(refused.largestQuantity().orElseThrow()).isEqualByComparingTo("5000");
    }

    @Test
    void the_limit_is_refused_first_and_names_both() {
        fake.account(ACME).balance("1.00");
        fake.account(ACME).allowedLimit("1.50");

        var refused = catchThrowableOfType(Refused.class, () -> fake.credits().debit(ACME, ask(1_000)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.blockers())
                .extracting(blocker -> blocker.cause())
                .containsExactly("spending_limit_reached", "insufficient_credits");
        assertThat(fake.credits()
                        .quota(ACME, "translation.document", Quantity.of(1_000))
                        .allowed())
                .isFalse();
        assertThat(fake.credits().quota(ACME).available()).isEqualByComparingTo("1.00");
    }

    @Test
    void an_operation_without_a_price_is_rejected() {
        var unknown = Ask.of("none.such", Quantity.of(1));

        assertThatThrownBy(() -> fake.credits().authorize(ACME, unknown)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_goes_wrong_once_is_repeated_and_debits_once(CallFailure failure) {
        fake.failNextCalls(failure, 1);

        var standing = fake.credits().debit(ACME, ask(1_000));

        assertThat(standing.status()).isEqualTo("captured");
        assertThat(fake.account(ACME).used()).isEqualByComparingTo("2.00");
    }

    @Test
    void a_service_that_stays_away_is_a_no() {
        fake.failNextCalls(CallFailure.UNAVAILABLE, 1_000);

        assertThatThrownBy(() -> fake.credits().authorize(ACME, ask(1))).isInstanceOf(NoAnswer.class);
        assertThat(fake.account(ACME).held()).isZero();
    }

    @Test
    void reports_that_the_queue_takes_later_arrive_and_those_it_never_takes_are_unsent() throws InterruptedException {
        fake.failNextSend(Outcome.later("throttled"));
        fake.usage().record(ACME, LINE);
        assertThat(fake.lines()).hasSize(1);

        fake.failNextSend(Outcome.never("AccessDenied"));
        fake.usage().record(ACME, LINE);

        assertThat(fake.lines()).hasSize(1);
        assertThat(fake.unsent()).hasSize(1);
    }
}
