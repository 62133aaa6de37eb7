package credits.notification;

import credits.identity.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An e-mail notification of one event and its delivery to each recipient. It also prevents a second delivery.
///
/// It holds e-mail addresses, so it is kept outside the chain, where it can be erased.
///
/// @param recipientGroup the group of recipients
/// @param sortTime the time it is stored under, in whole milliseconds: when the event happened, or the start of the day
///     for an event that is notified once a day
/// @param deduplicationKey distinguishes it from others stored under the same time; the same for every repeat
/// @param occurredAt when the event happened, in whole milliseconds
/// @param eventType the event type, without prefix and version, such as `limit.alert_crossed`
/// @param eventData the event's data, as JSON text
/// @param deliveries one for each recipient on the list when the first e-mail was sent
/// @param claimedUntil the time until which only the worker that claimed it may send it
/// @param version increases with every change, from 1
public record Notification(
        RecipientGroup recipientGroup,
        Instant sortTime,
        String deduplicationKey,
        Instant occurredAt,
        String eventType,
        String eventData,
        List<Delivery> deliveries,
        Instant claimedUntil,
        long version) {
    public Notification {
        deliveries = List.copyOf(deliveries);
    }

    /// The e-mail to one recipient.
    ///
    /// @param completedAt when it was sent, refused or dropped; empty while it is to be sent
    public record Delivery(EmailAddress recipient, DeliveryState state, Optional<Instant> completedAt) {}

    /// The state of an e-mail.
    public enum DeliveryState {
        OPEN,
        SENT,
        /// The mail service permanently rejected it; sending it again would not help.
        REFUSED,
        /// It is not mailed, because the organisation has had its e-mails of the day.
        NOT_SENT
    }

    /// Whether no e-mail remains to be sent.
    public boolean isComplete() {
        return deliveries.stream().noneMatch(delivery -> delivery.state() == DeliveryState.OPEN);
    }

    /// Returns the notification claimed by one worker until `claimEnd`.
    public Notification withClaimUntil(Instant claimEnd) {
        return new Notification(
                recipientGroup,
                sortTime,
                deduplicationKey,
                occurredAt,
                eventType,
                eventData,
                deliveries,
                claimEnd,
                version + 1);
    }

    /// Returns the notification with the e-mail to `recipient` sent or refused.
    public Notification withDelivery(EmailAddress recipient, DeliveryState state, Instant now) {
        var after = deliveries.stream()
                .map(each ->
                        each.recipient().equals(recipient) ? new Delivery(recipient, state, Optional.of(now)) : each)
                .toList();
        return new Notification(
                recipientGroup,
                sortTime,
                deduplicationKey,
                occurredAt,
                eventType,
                eventData,
                after,
                claimedUntil,
                version + 1);
    }
}
