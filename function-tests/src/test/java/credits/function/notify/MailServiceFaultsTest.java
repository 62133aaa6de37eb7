package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.ledger.DynamoDbFixture;
import credits.notification.Notification.DeliveryState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailServiceFaultsTest {
    private final NotifyFixture fixture = new NotifyFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_event_waits_while_the_mail_service_is_down_and_is_sent_afterwards() {
        fixture.listRecipients("giulia@acme.example", "marco@acme.example");
        var crossed = fixture.alertCrossed();
        fixture.mailService.rejectWith("", "InternalFailure");

        for (int minute = 0; minute < 60; minute += 6) {
            assertThat(fixture.failedIds(crossed)).containsExactly("m0");
            fixture.advance(Duration.ofMinutes(6));
        }
        fixture.mailService.recover();

        assertThat(fixture.failedIds(crossed)).isEmpty();
        assertThat(fixture.mailService.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
        assertThat(fixture.handler.log()).doesNotContain("giulia", "marco");
    }

    @Test
    void a_recipient_who_got_the_email_before_a_failure_does_not_get_it_again() {
        fixture.listRecipients("giulia@acme.example", "marco@acme.example");
        var crossed = fixture.alertCrossed();
        fixture.mailService.rejectWith("marco@acme.example", "TooManyRequestsException");

        assertThat(fixture.failedIds(crossed)).containsExactly("m0");
        fixture.mailService.recover();

        assertThat(fixture.failedIds(crossed)).isEmpty();
        assertThat(fixture.mailService.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
    }

    @Test
    void a_permanently_rejected_address_delays_nobody_and_is_recorded() {
        fixture.listRecipients("nobody@acme.example", "marco@acme.example");
        fixture.mailService.rejectWith("nobody@acme.example", "MessageRejected");

        assertThat(fixture.failedIds(fixture.alertCrossed())).isEmpty();

        assertThat(fixture.mailService.recipients()).containsExactly("marco@acme.example");
        assertThat(fixture.notifications().getFirst().deliveries())
                .extracting(each -> each.state())
                .containsExactly(DeliveryState.REFUSED, DeliveryState.SENT);
        assertThat(fixture.handler.log()).contains("\"alarm\":\"mail_refused\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credits@example.com", "giulia@acme.example"})
    void an_unverified_sender_or_a_sandboxed_recipient_is_retried(String who) {
        fixture.listRecipients("giulia@acme.example");
        var crossed = fixture.alertCrossed();
        fixture.mailService.rejectWith(
                "",
                "MessageRejected",
                "Email address is not verified. The following identities failed the check: " + who);

        assertThat(fixture.failedIds(crossed)).containsExactly("m0");
        fixture.mailService.recover();

        assertThat(fixture.failedIds(crossed)).isEmpty();
        assertThat(fixture.mailService.recipients()).containsExactly("giulia@acme.example");
        assertThat(fixture.handler.log()).doesNotContain("giulia");
    }

    @Test
    void an_email_with_a_lost_response_is_not_resent_within_the_call() {
        fixture.listRecipients("giulia@acme.example");
        fixture.mailService.loseResponses();

        assertThat(fixture.failedIds(fixture.alertCrossed())).containsExactly("m0");

        assertThat(fixture.mailService.accepted()).hasSize(1);
    }

    @Test
    void the_function_waits_for_a_slow_mail_service() {
        fixture.listRecipients("giulia@acme.example");
        fixture.mailService.respondSlowly();

        assertThat(fixture.failedIds(fixture.alertCrossed())).isEmpty();

        assertThat(fixture.mailService.accepted()).hasSize(1);
    }

    /// The worker dies before it counts the e-mails, before it claims them, and between each of them and its record.
    @Test
    void a_crash_between_an_email_and_its_record_repeats_at_most_that_email_and_skips_nobody() {
        fixture.listRecipients("giulia@acme.example", "marco@acme.example");
        var crossed = fixture.alertCrossed();
        for (int put = 1; put <= 4; put++) {
            var event = fixture.alertCrossed();
            fixture.mailService.accepted().clear();
            var dying = new HandlerInvoker(
                    fixture.handler(FaultyDynamoAfterPuts.afterPuts(DynamoDbFixture.DYNAMO, put - 1)));

            assertThat(NotifyFixture.failedIds(dying, event)).containsExactly("m0");
            assertThat(fixture.failedIds(event))
                    .as("claimed")
                    .containsExactlyElementsOf(put <= 2 ? List.of() : List.of("m0"));
            fixture.advance(Duration.ofMinutes(6));
            assertThat(fixture.failedIds(event)).isEmpty();
            assertThat(fixture.failedIds(event)).isEmpty();

            assertThat(fixture.mailService.recipients()).contains("giulia@acme.example", "marco@acme.example");
            assertThat(fixture.mailService.recipients()).hasSize(put <= 2 ? 2 : 3);
        }
        assertThat(fixture.failedIds(crossed)).isEmpty();
    }

    @Test
    void of_two_concurrent_deliveries_one_sends_and_the_other_is_retried() {
        fixture.listRecipients("giulia@acme.example");
        var crossed = fixture.alertCrossed();
        var dying = new HandlerInvoker(fixture.handler(FaultyDynamoAfterPuts.afterPuts(DynamoDbFixture.DYNAMO, 2)));
        assertThat(NotifyFixture.failedIds(dying, crossed)).containsExactly("m0");
        assertThat(fixture.mailService.accepted()).hasSize(1);

        assertThat(fixture.failedIds(crossed)).containsExactly("m0");
        assertThat(fixture.mailService.accepted()).hasSize(1);
        fixture.advance(Duration.ofSeconds(89));
        assertThat(fixture.failedIds(crossed)).containsExactly("m0");
        fixture.advance(Duration.ofSeconds(2));
        assertThat(fixture.failedIds(crossed)).isEmpty();
    }
}
