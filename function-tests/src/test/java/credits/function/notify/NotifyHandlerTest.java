package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.event.AccountEvent;
import credits.json.Json;
import credits.notification.Notification.DeliveryState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifyHandlerTest {
    private final NotifyFixture fixture = new NotifyFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void every_listed_recipient_gets_one_email_however_often_the_event_arrives() {
        fixture.listRecipients("giulia@acme.example", "marco@acme.example");
        var crossed = fixture.alertCrossed();

        assertThat(fixture.failedIds(crossed)).isEmpty();
        assertThat(fixture.failedIds(crossed, crossed)).isEmpty();
        fixture.advance(Duration.ofDays(3));
        assertThat(fixture.failedIds(crossed)).isEmpty();

        assertThat(fixture.mailService.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
        assertThat(fixture.notifications()).singleElement().satisfies(told -> {
            assertThat(told.eventType()).isEqualTo("limit.alert_crossed");
            assertThat(told.eventData()).contains("\"used\":\"94.10\"");
            assertThat(told.deliveries()).extracting(each -> each.state()).containsOnly(DeliveryState.SENT);
        });
    }

    /// The worker dies between sending the e-mail and recording it.
    @Test
    void uncovered_usage_is_emailed_once_a_day_in_the_organisation_s_zone() {
        fixture.listRecipients("giulia@acme.example");

        assertThat(fixture.failedIds(
                        fixture.uncovered("2026-11-22"),
                        fixture.uncovered("2026-11-22"),
                        fixture.uncovered("2026-11-22")))
                .isEmpty();
        assertThat(fixture.mailService.accepted()).hasSize(1);
        assertThat(fixture.notifications().getFirst().occurredAt()).isEqualTo(NotifyFixture.NOON);
        assertThat(fixture.failedIds(fixture.uncovered("2026-11-23"))).isEmpty();

        assertThat(fixture.mailService.accepted()).hasSize(2);
    }

    @Test
    void other_events_and_organisations_without_recipients_get_no_email() {
        assertThat(fixture.failedIds(fixture.alertCrossed())).isEmpty();
        fixture.listRecipients("giulia@acme.example");
        assertThat(fixture.failedIds(
                        fixture.event("credits.authorization.expired.v1", Json.object()),
                        fixture.event("credits.limits.changed.v1", Json.object())))
                .isEmpty();

        assertThat(fixture.mailService.accepted()).isEmpty();
        assertThat(fixture.notifications())
                .singleElement()
                .satisfies(told -> assertThat(told.deliveries()).isEmpty());
    }

    /// Newer code, or a bug, has written it.
    @Test
    void an_e_mail_s_record_that_cannot_be_read_blocks_no_other_e_mail() {
        fixture.listRecipients("giulia@acme.example");
        var damaged = fixture.alertCrossed();
        assertThat(fixture.failedIds(damaged)).isEmpty();
        fixture.removeFromNotifications("deliveries");

        assertThat(fixture.failedIds(damaged, fixture.alertCrossed())).containsExactly("m0");

        assertThat(fixture.mailService.accepted()).hasSize(2);
        assertThat(fixture.handler.log()).contains("\"outcome\":\"failed\"").contains("\"causes\"");
    }

    @Test
    void a_malformed_event_blocks_no_other_and_becomes_a_dead_letter() {
        fixture.listRecipients("giulia@acme.example");

        var failed = fixture.handler
                .invoke(NotifyFixture.sqsEvent(
                        "{}", NotifyFixture.queueBody(fixture.alertCrossed().toJson(AccountEvent.SOURCE))))
                .path("batchItemFailures");

        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).path("itemIdentifier").asText()).isEqualTo("m0");
        assertThat(fixture.mailService.recipients()).containsExactly("giulia@acme.example");
    }

    @Test
    void no_email_mentions_another_organisation() {
        fixture.listRecipients("giulia@acme.example");
        var other = new NotifyFixture();
        other.listRecipients("anna@globex.example");

        assertThat(fixture.failedIds(fixture.alertCrossed(), other.alertCrossed()))
                .isEmpty();
        other.close();

        assertThat(fixture.mailService.accepted()).hasSize(2);
        for (var each : fixture.mailService.accepted()) {
            var ours = FakeMailService.recipient(each).equals("giulia@acme.example");
            assertThat(each.at("/Content").toString())
                    .contains((ours ? fixture.organisation : other.organisation).value())
                    .doesNotContain((ours ? other.organisation : fixture.organisation).value() + "<")
                    .doesNotContain("@acme", "@globex");
        }
    }
}
