package credits.function.notify;

import credits.function.notify.Post.Answer;
import credits.identity.EmailAddress;
import credits.ledger.Alert;
import credits.ledger.Alert.Delivery;
import credits.ledger.Alert.State;
import credits.ledger.Alerts;
import credits.ledger.Audience;
import credits.ledger.Circle;
import credits.ledger.Circle.Members;
import credits.ledger.Circle.Operators;
import credits.ledger.Profiles;
import credits.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sends one event to every recipient of the organisation. Each gets one e-mail; a crash between sending and recording
/// repeats at most that one. No recipient is skipped.
///
/// A record written before the first e-mail claims the event for a limited time, so that two concurrent deliveries do
/// not both send. It is updated after each e-mail.
final class Telling {
    // Longer than the function's timeout: a claim that is older belongs to a crashed invocation.
    private static final Duration CLAIM = Duration.ofSeconds(90);

    private final Profiles profiles;
    private final Alerts alerts;
    private final Post post;
    private final Letters letters;
    private final EmailAddress operators;
    private final InstantSource clock;

    /// Creates the sender.
    ///
    /// @param operators the recipients of events that name no organisation
    Telling(Profiles profiles, Alerts alerts, Post post, Letters letters, EmailAddress operators, InstantSource clock) {
        this.profiles = profiles;
        this.alerts = alerts;
        this.post = post;
        this.letters = letters;
        this.operators = operators;
        this.clock = clock;
    }

    /// The outcome of an event.
    enum Outcome {
        TOLD,
        ALREADY_TOLD,
        /// At least one e-mail was permanently rejected.
        REFUSED,
        NOBODY_LISTED,
        NOTHING_TO_TELL;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Notifies all recipients unless that has been done already. Throws [ComesAgain] if not all could be notified yet.
    Outcome tell(Json event) {
        var found = Occasion.of(event);
        if (found.isEmpty()) return Outcome.NOTHING_TO_TELL;
        var occasion = found.get();
        var audience = audience(occasion.circle());
        var before = alerts.find(occasion.circle(), occasion.at(), occasion.name());
        if (before.filter(Alert::isSettled).isPresent()) return Outcome.ALREADY_TOLD;
        var claimed = claim(occasion, audience, before);
        return deliver(claimed, letters.letter(occasion, audience.language()));
    }

    private Audience audience(Circle circle) {
        return switch (circle) {
            case Members(var organisation) -> profiles.audience(organisation);
            case Operators() -> new Audience(List.of(operators), Optional.empty());
        };
    }

    private Alert claim(Occasion occasion, Audience audience, Optional<Alert> before) {
        var until = now().plus(CLAIM);
        if (before.isPresent() && before.get().claimedUntil().isAfter(now()))
            throw new ComesAgain("another delivery holds the claim");
        var claimed = before.map(alert -> alert.claimed(until)).orElseGet(() -> first(occasion, audience, until));
        if (!alerts.put(claimed)) throw new ComesAgain("another delivery claimed it first");
        return claimed;
    }

    private static Alert first(Occasion occasion, Audience audience, Instant until) {
        var open = audience.recipients().stream()
                .map(address -> new Delivery(address, State.OPEN, Optional.empty()))
                .toList();
        return new Alert(
                occasion.circle(),
                occasion.at(),
                occasion.name(),
                occasion.happened().toInstant(),
                occasion.topic().type(),
                occasion.data().text(),
                open,
                until,
                1);
    }

    private Outcome deliver(Alert claimed, Letter letter) {
        if (claimed.deliveries().isEmpty()) return Outcome.NOBODY_LISTED;
        var alert = claimed;
        for (var delivery : claimed.deliveries()) {
            if (delivery.state() != State.OPEN) continue;
            var answer = post.send(letter, delivery.to());
            // If the mail service fails for one address it will fail for the next: the remaining recipients
            // are retried later.
            if (answer == Answer.LATER) throw givenUp(alert);
            alert = noted(alert, delivery.to(), answer == Answer.TAKEN ? State.SENT : State.REFUSED);
        }
        var refused = alert.deliveries().stream().anyMatch(delivery -> delivery.state() == State.REFUSED);
        return refused ? Outcome.REFUSED : Outcome.TOLD;
    }

    private Alert noted(Alert alert, EmailAddress recipient, State state) {
        var after = alert.settled(recipient, state, now());
        if (!alerts.put(after)) throw new ComesAgain("another delivery took over the claim");
        return after;
    }

    // Releases the claim, so that the next delivery can begin at once. If that cannot be stored, the claim
    // expires by itself.
    private ComesAgain givenUp(Alert alert) {
        var _ = alerts.put(alert.claimed(now()));
        return new ComesAgain("the mail service is unavailable");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
