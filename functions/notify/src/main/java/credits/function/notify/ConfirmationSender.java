package credits.function.notify;

import credits.event.AccountEvent;
import credits.function.notify.Mailer.SendResult;
import credits.profile.ProfileStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Asks the recipients of an organisation that have not confirmed their addresses for it: with one e-mail
/// each, which has a link and nothing of the organisation but its ID.
///
/// A repeated event may send an e-mail again. The maximum of a day and address holds all the same.
final class ConfirmationSender {
    /// The type of the event, which `limits` sends.
    static final String EVENT_TYPE = "recipients.unconfirmed";

    private final ProfileStore profileStore;
    private final Mailer mailer;
    private final EmailRenderer renderer;
    private final DailyMails dailyMails;
    private final InstantSource clock;

    ConfirmationSender(
            ProfileStore profileStore,
            Mailer mailer,
            EmailRenderer renderer,
            DailyMails dailyMails,
            InstantSource clock) {
        this.profileStore = profileStore;
        this.mailer = mailer;
        this.renderer = renderer;
        this.dailyMails = dailyMails;
        this.clock = clock;
    }

    /// Throws [RetryLaterException] if the mail service is unavailable.
    NotificationSender.Outcome send(AccountEvent event) {
        var organisation = event.organisation();
        var recipients = profileStore.findAlertRecipients(organisation);
        if (recipients.unconfirmed().isEmpty()) return NotificationSender.Outcome.NO_RECIPIENTS;
        var language = profileStore.findMailPreferences(organisation).language();
        var outcome = NotificationSender.Outcome.SENT;
        for (var address : recipients.unconfirmed()) {
            if (!dailyMails.tryCountConfirmation(organisation, today(), address, event.id())) {
                outcome = NotificationSender.Outcome.NOT_SENT;
                continue;
            }
            var secret = recipients.secrets().get(address);
            if (secret == null) throw new IllegalStateException("an unconfirmed address without a secret");
            var result = mailer.send(renderer.renderConfirmation(organisation, secret, language), address);
            if (result == SendResult.RETRY_LATER) throw new RetryLaterException("the mail service is unavailable");
            if (result == SendResult.REJECTED) outcome = NotificationSender.Outcome.REJECTED;
        }
        return outcome;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
