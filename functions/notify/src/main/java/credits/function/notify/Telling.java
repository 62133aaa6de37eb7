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

/// Tells one event to everybody whom the organisation has listed: each once, and, if we crash between an e-mail and
/// the mark that it was sent, that one once more. Nobody is left out.
///
/// The mark is made before the first e-mail and claims the event for a while, so that two deliveries at a time do
/// not both write. It notes each e-mail as it is sent.
final class Telling {
    // Longer than the function may run: whoever holds a claim for longer has crashed.
    private static final Duration CLAIM = Duration.ofSeconds(90);

    private final Profiles profiles;
    private final Alerts alerts;
    private final Post post;
    private final Letters letters;
    private final EmailAddress operators;
    private final InstantSource clock;

    /// @param operators who is written to of what no organisation is told
    Telling(Profiles profiles, Alerts alerts, Post post, Letters letters, EmailAddress operators, InstantSource clock) {
        this.profiles = profiles;
        this.alerts = alerts;
        this.post = post;
        this.letters = letters;
        this.operators = operators;
        this.clock = clock;
    }

    /// What became of an event.
    enum Outcome {
        TOLD,
        ALREADY_TOLD,
        /// At least one of the e-mails will never be taken.
        REFUSED,
        NOBODY_LISTED,
        NOTHING_TO_TELL;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Tells it, or finds that it is told. [ComesAgain] when not everybody could be told.
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
            throw new ComesAgain("somebody else is at it");
        var claimed = before.map(alert -> alert.claimed(until)).orElseGet(() -> first(occasion, audience, until));
        if (!alerts.put(claimed)) throw new ComesAgain("somebody else was faster");
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
            // Who does not answer now will not answer for the next address: the rest comes again.
            if (answer == Answer.LATER) throw givenUp(alert);
            alert = noted(alert, delivery.to(), answer == Answer.TAKEN ? State.SENT : State.REFUSED);
        }
        var refused = alert.deliveries().stream().anyMatch(delivery -> delivery.state() == State.REFUSED);
        return refused ? Outcome.REFUSED : Outcome.TOLD;
    }

    private Alert noted(Alert alert, EmailAddress recipient, State state) {
        var after = alert.settled(recipient, state, now());
        if (!alerts.put(after)) throw new ComesAgain("somebody else took over");
        return after;
    }

    // Lets the next delivery begin at once. If that is not noted, it waits until the claim has run out.
    private ComesAgain givenUp(Alert alert) {
        var _ = alerts.put(alert.claimed(now()));
        return new ComesAgain("the mail service does not take mail now");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
