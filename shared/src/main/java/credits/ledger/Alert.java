package credits.ledger;

import credits.identity.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An e-mail notification of one event and its delivery to each recipient. It also prevents a second delivery.
///
/// It holds e-mail addresses, so it is kept outside the chain, where it can be erased.
///
/// @param circle the group of recipients
/// @param at the time it is stored under, in whole milliseconds: when the event happened, or the start of the day for
///     an event that is notified once a day
/// @param occasion tells it apart from others stored under the same time; the same for every repeat
/// @param happened when the event happened, in whole milliseconds
/// @param type the event type, such as `limit.alert_crossed`
/// @param data the event's data, as JSON text
/// @param deliveries one for each recipient on the list when the first e-mail was sent
/// @param claimedUntil until this time one worker is sending, and no other does
/// @param version increases with every change, from 1
public record Alert(
        Circle circle,
        Instant at,
        String occasion,
        Instant happened,
        String type,
        String data,
        List<Delivery> deliveries,
        Instant claimedUntil,
        long version) {
    public Alert {
        deliveries = List.copyOf(deliveries);
    }

    /// The e-mail to one recipient.
    ///
    /// @param settledAt when it was sent or refused; empty while it is to be sent
    public record Delivery(EmailAddress to, State state, Optional<Instant> settledAt) {}

    /// The state of an e-mail.
    public enum State {
        OPEN,
        SENT,
        /// The mail service permanently rejected it; sending again is no use.
        REFUSED
    }

    /// Whether no e-mail remains to be sent.
    public boolean isSettled() {
        return deliveries.stream().noneMatch(delivery -> delivery.state() == State.OPEN);
    }

    /// Returns the notification claimed by one worker until `until`.
    public Alert claimed(Instant until) {
        return new Alert(circle, at, occasion, happened, type, data, deliveries, until, version + 1);
    }

    /// Returns the notification with the e-mail to `recipient` sent or refused.
    public Alert settled(EmailAddress recipient, State state, Instant now) {
        var after = deliveries.stream()
                .map(each -> each.to().equals(recipient) ? new Delivery(recipient, state, Optional.of(now)) : each)
                .toList();
        return new Alert(circle, at, occasion, happened, type, data, after, claimedUntil, version + 1);
    }
}
