package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.Alert.State;
import credits.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifyHandlerTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void everybody_who_is_listed_is_told_once_however_often_the_event_comes() {
        desk.listed("giulia@acme.example", "marco@acme.example");
        var crossed = desk.alert();

        assertThat(desk.again(crossed)).isEmpty();
        assertThat(desk.again(crossed, crossed)).isEmpty();
        desk.later(Duration.ofDays(3));
        assertThat(desk.again(crossed)).isEmpty();

        assertThat(desk.mail.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
        assertThat(desk.history()).singleElement().satisfies(told -> {
            assertThat(told.type()).isEqualTo("limit.alert_crossed");
            assertThat(told.data()).contains("\"used\":\"94.10\"");
            assertThat(told.deliveries()).extracting(each -> each.state()).containsOnly(State.SENT);
        });
    }

    /// The worker dies between sending the e-mail and recording it.
    @Test
    void uncovered_usage_is_told_once_a_day_of_the_organisation() {
        desk.listed("giulia@acme.example");

        assertThat(desk.again(desk.uncovered("2026-11-22"), desk.uncovered("2026-11-22"), desk.uncovered("2026-11-22")))
                .isEmpty();
        assertThat(desk.mail.taken()).hasSize(1);
        assertThat(desk.history().getFirst().happened()).isEqualTo(Desk.NOON);
        assertThat(desk.again(desk.uncovered("2026-11-23"))).isEmpty();

        assertThat(desk.mail.taken()).hasSize(2);
    }

    @Test
    void events_for_systems_are_no_e_mail_and_an_unlisted_organisation_is_not_written_to() {
        assertThat(desk.again(desk.alert())).isEmpty();
        desk.listed("giulia@acme.example");
        assertThat(desk.again(
                        desk.event("authorization.expired", Json.object()),
                        desk.event("limits.changed", Json.object())))
                .isEmpty();

        assertThat(desk.mail.taken()).isEmpty();
        assertThat(desk.history())
                .singleElement()
                .satisfies(told -> assertThat(told.deliveries()).isEmpty());
    }

    @Test
    void what_is_no_event_holds_up_no_other_and_stays_for_people_to_look_at() {
        desk.listed("giulia@acme.example");

        var failed =
                desk.notify.of(Desk.batch("{}", Desk.body(desk.alert().json()))).path("batchItemFailures");

        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).path("itemIdentifier").asText()).isEqualTo("m0");
        assertThat(desk.mail.recipients()).containsExactly("giulia@acme.example");
    }

    @Test
    void no_organisation_hears_of_another() {
        desk.listed("giulia@acme.example");
        var other = new Desk();
        other.listed("anna@globex.example");

        assertThat(desk.again(desk.alert(), other.alert())).isEmpty();
        other.close();

        assertThat(desk.mail.taken()).hasSize(2);
        for (var each : desk.mail.taken()) {
            var ours = MailService.recipient(each).equals("giulia@acme.example");
            assertThat(each.at("/Content").toString())
                    .contains((ours ? desk.organisation : other.organisation).value())
                    .doesNotContain((ours ? other.organisation : desk.organisation).value() + "<")
                    .doesNotContain("@acme", "@globex");
        }
    }
}
