package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.ledger.Alert.State;
import credits.ledger.LocalTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailFaultsTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void while_the_mail_service_is_down_the_event_waits_and_is_told_afterwards() {
        desk.listed("giulia@acme.example", "marco@acme.example");
        var crossed = desk.alert();
        desk.mail.fails("", "InternalFailure");

        for (int minute = 0; minute < 60; minute += 6) {
            assertThat(desk.again(crossed)).containsExactly("m0");
            desk.later(Duration.ofMinutes(6));
        }
        desk.mail.works();

        assertThat(desk.again(crossed)).isEmpty();
        assertThat(desk.mail.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
        assertThat(desk.notify.log()).doesNotContain("giulia", "marco");
    }

    @Test
    void who_was_told_before_the_mail_service_failed_is_not_told_again() {
        desk.listed("giulia@acme.example", "marco@acme.example");
        var crossed = desk.alert();
        desk.mail.fails("marco@acme.example", "TooManyRequestsException");

        assertThat(desk.again(crossed)).containsExactly("m0");
        desk.mail.works();

        assertThat(desk.again(crossed)).isEmpty();
        assertThat(desk.mail.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
    }

    @Test
    void an_address_that_is_refused_for_ever_delays_nobody_and_is_noted() {
        desk.listed("nobody@acme.example", "marco@acme.example");
        desk.mail.fails("nobody@acme.example", "MessageRejected");

        assertThat(desk.again(desk.alert())).isEmpty();

        assertThat(desk.mail.recipients()).containsExactly("marco@acme.example");
        assertThat(desk.history().getFirst().deliveries())
                .extracting(each -> each.state())
                .containsExactly(State.REFUSED, State.SENT);
        assertThat(desk.notify.log()).contains("\"alarm\":\"mail_refused\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credits@example.com", "giulia@acme.example"})
    void as_long_as_the_sender_is_not_verified_or_all_is_tried_out_in_the_sandbox_nothing_is_given_up(String who) {
        desk.listed("giulia@acme.example");
        var crossed = desk.alert();
        desk.mail.fails(
                "",
                "MessageRejected",
                "Email address is not verified. The following identities failed the check: " + who);

        assertThat(desk.again(crossed)).containsExactly("m0");
        desk.mail.works();

        assertThat(desk.again(crossed)).isEmpty();
        assertThat(desk.mail.recipients()).containsExactly("giulia@acme.example");
        assertThat(desk.notify.log()).doesNotContain("giulia");
    }

    @Test
    void an_e_mail_whose_answer_is_lost_is_not_sent_again_within_the_call() {
        desk.listed("giulia@acme.example");
        desk.mail.isNotHeard();

        assertThat(desk.again(desk.alert())).containsExactly("m0");

        assertThat(desk.mail.taken()).hasSize(1);
    }

    @Test
    void a_mail_service_that_takes_its_time_is_waited_for() {
        desk.listed("giulia@acme.example");
        desk.mail.isSlow();

        assertThat(desk.again(desk.alert())).isEmpty();

        assertThat(desk.mail.taken()).hasSize(1);
    }

    /// The worker dies between sending the e-mail and recording it.
    @Test
    void a_crash_between_an_e_mail_and_its_mark_repeats_that_one_once_and_forgets_nobody() {
        desk.listed("giulia@acme.example", "marco@acme.example");
        var crossed = desk.alert();
        for (int put = 1; put <= 3; put++) {
            var event = desk.alert();
            desk.mail.taken().clear();
            var dying = new Invocation(desk.handler(Broken.afterPuts(LocalTable.DYNAMO, put - 1)));

            assertThat(Desk.failures(dying, event)).containsExactly("m0");
            assertThat(desk.again(event)).as("claimed").containsExactlyElementsOf(put == 1 ? List.of() : List.of("m0"));
            desk.later(Duration.ofMinutes(6));
            assertThat(desk.again(event)).isEmpty();
            assertThat(desk.again(event)).isEmpty();

            assertThat(desk.mail.recipients()).contains("giulia@acme.example", "marco@acme.example");
            assertThat(desk.mail.recipients()).hasSize(put == 1 ? 2 : 3);
        }
        assertThat(desk.again(crossed)).isEmpty();
    }

    @Test
    void of_two_deliveries_at_a_time_one_writes_and_the_other_comes_again() {
        desk.listed("giulia@acme.example");
        var crossed = desk.alert();
        var dying = new Invocation(desk.handler(Broken.afterPuts(LocalTable.DYNAMO, 1)));
        assertThat(Desk.failures(dying, crossed)).containsExactly("m0");
        assertThat(desk.mail.taken()).hasSize(1);

        assertThat(desk.again(crossed)).containsExactly("m0");
        assertThat(desk.mail.taken()).hasSize(1);
        desk.later(Duration.ofSeconds(89));
        assertThat(desk.again(crossed)).containsExactly("m0");
        desk.later(Duration.ofSeconds(2));
        assertThat(desk.again(crossed)).isEmpty();
    }
}
