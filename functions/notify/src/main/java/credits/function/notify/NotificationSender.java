package credits.function.notify;

import credits.event.AccountEvent;
import credits.function.notify.Mailer.SendResult;
import credits.identity.EmailAddress;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.notification.Notification;
import credits.notification.Notification.Delivery;
import credits.notification.Notification.DeliveryState;
import credits.notification.NotificationStore;
import credits.notification.RecipientGroup;
import credits.notification.RecipientGroup.Members;
import credits.notification.RecipientGroup.Operators;
import credits.profile.MailPreferences;
import credits.profile.ProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sends one event to every recipient of the organisation. Each gets one e-mail; a crash between sending and recording
/// repeats at most that one. No recipient is skipped.
///
/// A record written before the first e-mail claims the event for a limited time, so that two concurrent deliveries do
/// not both send. It is updated after each e-mail. Beyond the maximum of a day it records that nobody was notified.
final class NotificationSender {
    // Longer than the function's timeout: a claim that is older belongs to a crashed invocation.
    private static final Duration CLAIM_DURATION = Duration.ofSeconds(90);
    // An event may not keep the others waiting: the next delivery goes on with the remaining recipients. With the
    // timeout of one more e-mail it ends before the function does.
    private static final Duration MAX_DURATION = Duration.ofSeconds(30);

    private final ProfileStore profileStore;
    private final NotificationStore notifications;
    private final Mailer mailer;
    private final EmailRenderer renderer;
    private final DailyMails dailyMails;
    private final ConfirmationSender confirmationSender;
    private final EmailAddress operatorAddress;
    private final DocumentSender documentSender;
    private final InstantSource clock;

    /// Creates the sender.
    ///
    /// @param operatorAddress the recipients of events that name no organisation
    NotificationSender(
            ProfileStore profileStore,
            NotificationStore notifications,
            Mailer mailer,
            EmailRenderer renderer,
            DailyMails dailyMails,
            EmailAddress operatorAddress,
            DocumentSender documentSender,
            InstantSource clock) {
        this.profileStore = profileStore;
        this.notifications = notifications;
        this.mailer = mailer;
        this.renderer = renderer;
        this.dailyMails = dailyMails;
        this.confirmationSender = new ConfirmationSender(profileStore, mailer, renderer, dailyMails, clock);
        this.operatorAddress = operatorAddress;
        this.documentSender = documentSender;
        this.clock = clock;
    }

    /// The outcome of an event.
    enum Outcome {
        SENT,
        ALREADY_SENT,
        /// At least one e-mail was permanently rejected.
        REJECTED,
        /// The organisation has had its e-mails of the day.
        NOT_SENT,
        NO_RECIPIENTS,
        NO_EMAIL;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Notifies all recipients unless that has been done already. Throws [RetryLaterException] if not all could be
    /// notified yet.
    Outcome send(Json event) {
        var type = JsonFields.lenient(event, JsonPointer.ROOT).text("type");
        if (type.equals(ConfirmationSender.EVENT_TYPE)) return confirmationSender.send(AccountEvent.parse(event));
        if (DocumentSender.handles(type)) return documentSender.send(AccountEvent.parse(event));
        var trigger = EmailTrigger.from(event);
        if (trigger.isEmpty()) return Outcome.NO_EMAIL;
        var occasion = trigger.get();
        var preferences = mailPreferences(occasion.recipients());
        var existing = notifications.find(occasion.recipients(), occasion.dedupeTime(), occasion.dedupeName());
        if (existing.filter(Notification::isComplete).isPresent()) return Outcome.ALREADY_SENT;
        var claimed = claim(occasion, preferences, existing);
        return deliver(claimed, renderer.render(occasion, preferences.language()));
    }

    private MailPreferences mailPreferences(RecipientGroup recipientGroup) {
        return switch (recipientGroup) {
            case Members(var organisation) -> profileStore.findMailPreferences(organisation);
            case Operators() -> new MailPreferences(List.of(operatorAddress), Optional.empty());
        };
    }

    private Notification claim(EmailTrigger trigger, MailPreferences preferences, Optional<Notification> existing) {
        var until = now().plus(CLAIM_DURATION);
        if (existing.isPresent() && existing.get().claimedUntil().isAfter(now()))
            throw new RetryLaterException("another delivery holds the claim");
        var claimed = existing.map(notification -> notification.withClaimUntil(until))
                .orElseGet(() -> newNotification(trigger, preferences, until));
        if (!notifications.replace(claimed)) throw new RetryLaterException("another delivery claimed it first");
        return claimed;
    }

    private Notification newNotification(EmailTrigger trigger, MailPreferences preferences, Instant until) {
        boolean mayMail = mayMail(trigger, preferences.recipients().size());
        var deliveries = preferences.recipients().stream()
                .map(address -> mayMail
                        ? new Delivery(address, DeliveryState.OPEN, Optional.empty())
                        : new Delivery(address, DeliveryState.NOT_SENT, Optional.of(now())))
                .toList();
        return new Notification(
                trigger.recipients(),
                trigger.dedupeTime(),
                trigger.dedupeName(),
                trigger.occurredAt().toInstant(),
                trigger.type().type(),
                trigger.data().toText(),
                deliveries,
                until,
                1);
    }

    private boolean mayMail(EmailTrigger trigger, int recipients) {
        return switch (trigger.recipients()) {
            case Members(var organisation) ->
                recipients == 0
                        || dailyMails.tryCount(
                                organisation, LocalDate.ofInstant(now(), ZoneOffset.UTC), trigger.key(), recipients);
            case Operators() -> true;
        };
    }

    private Outcome deliver(Notification claimed, Email email) {
        if (claimed.deliveries().isEmpty()) return Outcome.NO_RECIPIENTS;
        var notification = claimed;
        var deadline = now().plus(MAX_DURATION);
        for (var delivery : claimed.deliveries()) {
            if (delivery.state() != DeliveryState.OPEN) continue;
            if (now().isAfter(deadline)) throw releaseClaim(notification, "the mail service is slow");
            var result = mailer.send(email, delivery.recipient());
            // If the mail service fails for one address it will fail for the next: the remaining recipients
            // are retried later.
            if (result == SendResult.RETRY_LATER) throw releaseClaim(notification, "the mail service is unavailable");
            notification = recordDelivery(
                    notification,
                    delivery.recipient(),
                    result == SendResult.ACCEPTED ? DeliveryState.SENT : DeliveryState.REFUSED);
        }
        return outcome(notification);
    }

    private static Outcome outcome(Notification notification) {
        var states = notification.deliveries().stream().map(Delivery::state).collect(Collectors.toUnmodifiableSet());
        if (states.contains(DeliveryState.REFUSED)) return Outcome.REJECTED;
        return states.contains(DeliveryState.NOT_SENT) ? Outcome.NOT_SENT : Outcome.SENT;
    }

    private Notification recordDelivery(Notification notification, EmailAddress recipient, DeliveryState state) {
        var after = notification.withDelivery(recipient, state, now());
        if (!notifications.replace(after)) throw new RetryLaterException("another delivery took over the claim");
        return after;
    }

    // Releases the claim, so that the next delivery can begin at once. If that cannot be stored, the claim
    // expires by itself.
    private RetryLaterException releaseClaim(Notification notification, String why) {
        var _ = notifications.replace(notification.withClaimUntil(now()));
        return new RetryLaterException(why);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
