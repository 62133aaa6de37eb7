package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.event.AccountEvent;
import credits.identity.EmailAddress;
import credits.json.Json;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfirmationEmailTest {
    private static final String SECRET = "2b7e151628aed2a6abf7158809cf4f3c";

    private final NotifyFixture notify = new NotifyFixture();

    @AfterEach
    void close() {
        notify.close();
    }

    @Test
    void only_those_who_have_not_confirmed_are_asked_and_only_the_others_are_alerted() {
        listWithStranger();

        assertThat(notify.failedIds(request())).isEmpty();
        assertThat(notify.mailService.recipients()).containsExactly("stranger@elsewhere.example");
        assertThat(notify.failedIds(notify.alertCrossed())).isEmpty();

        assertThat(notify.mailService.recipients())
                .containsExactly("stranger@elsewhere.example", "giulia@acme.example");
        assertThat(notify.handler.log()).doesNotContain("@", SECRET);
    }

    @Test
    void an_address_gets_at_most_three_requests_a_day_however_often_they_are_sent() {
        listWithStranger();

        for (int i = 0; i < 10; i++) assertThat(notify.failedIds(request())).isEmpty();
        assertThat(notify.mailService.recipients()).hasSize(3);
        notify.advance(Duration.ofDays(1));
        assertThat(notify.failedIds(request())).isEmpty();

        assertThat(notify.mailService.recipients()).hasSize(4);
    }

    @Test
    void while_the_mail_service_is_down_the_request_stays_in_the_queue() {
        listWithStranger();
        notify.mailService.rejectWith("", "InternalFailure");
        var request = request();
        for (int i = 0; i < 10; i++) assertThat(notify.failedIds(request)).hasSize(1);

        notify.mailService.recover();

        assertThat(notify.failedIds(request)).isEmpty();
        assertThat(notify.mailService.recipients()).containsExactly("stranger@elsewhere.example");
    }

    @ParameterizedTest
    @EnumSource
    void the_e_mail_has_a_link_and_no_figures_in_every_language(EmailLocale locale) {
        var renderer = new EmailRenderer(NotifyFixture.PAGES, "https://app.example.com/payments", EmailLocale.EN);

        var email = renderer.renderConfirmation(notify.organisation, SECRET, Optional.of(locale.code()));

        var link = "https://app.example.com/confirm#" + notify.organisation + "/" + SECRET;
        assertThat(email.html()).contains("href=\"" + link + "\"", notify.organisation.value());
        assertThat(email.text()).contains(link, locale.text("confirmation.headline"));
        assertThat(email.text()).doesNotContain("€", "{");
    }

    private void listWithStranger() {
        notify.listRecipients(
                address -> address.equals(new EmailAddress("stranger@elsewhere.example"))
                        ? Optional.of(SECRET)
                        : Optional.empty(),
                "giulia@acme.example",
                "stranger@elsewhere.example");
    }

    private AccountEvent request() {
        return notify.event("recipients.unconfirmed", Json.object());
    }
}
