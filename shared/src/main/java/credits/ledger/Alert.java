package credits.ledger;

import credits.identity.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that people are told by e-mail, and how far that has got: the mark that keeps it from being told twice.
///
/// Holds addresses, so it stands beside the chain, where it can be erased.
///
/// @param circle who is told
/// @param at what it is kept by, in whole milliseconds: when it happened, or, of what is told once a day, when the day
/// began
/// @param occasion what tells it from others kept by the same time; the same for every repeat
/// @param happened when it happened, in whole milliseconds
/// @param type of the event, such as `limit.alert_crossed`
/// @param data of the event, as JSON text
/// @param deliveries one for each recipient, as they were listed when the first was written to
/// @param claimedUntil until then somebody is at it, and nobody else sends
/// @param version grows with every change, 1 at first
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

    /// One recipient's e-mail.
    ///
    /// @param settledAt when it was sent or refused; empty while it is to be sent
    public record Delivery(EmailAddress to, State state, Optional<Instant> settledAt) {}

    /// What became of an e-mail.
    public enum State {
        OPEN,
        SENT,
        /// The mail service will never take it: asking again is no use.
        REFUSED
    }

    /// Is there nobody left to write to?
    public boolean isSettled() {
        return deliveries.stream().noneMatch(delivery -> delivery.state() == State.OPEN);
    }

    /// Nobody else may send until `until`.
    public Alert claimed(Instant until) {
        return new Alert(circle, at, occasion, happened, type, data, deliveries, until, version + 1);
    }

    /// With the e-mail to `recipient` settled.
    public Alert settled(EmailAddress recipient, State state, Instant now) {
        var after = deliveries.stream()
                .map(each -> each.to().equals(recipient) ? new Delivery(recipient, state, Optional.of(now)) : each)
                .toList();
        return new Alert(circle, at, occasion, happened, type, data, after, claimedUntil, version + 1);
    }
}
