package credits.local.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Delivers events in order until the endpoint returns 2xx or the retries are exhausted. Delivers only when
/// [#deliverDue] is called, by its clock.
public final class Webhooks implements AutoCloseable {
    private static final List<String> STRANGERS_SECRET = List.of("whsec_of_somebody_else");

    private final Post post = new Post();
    private final Account account;
    private final InstantSource clock;
    private final List<Duration> retries;
    private final Deque<Trick> tricks = new ArrayDeque<>();
    private final List<Delivery> waiting = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private Optional<Endpoint> endpoint = Optional.empty();
    private boolean held;

    /// A delivery attempt, with the status of the response; 0 if there was none.
    public record Attempt(String event, String type, Instant at, int number, int status) {
        public boolean isTaken() {
            return status >= 200 && status < 300;
        }
    }

    /// @param retries the delays after failed attempts
    public Webhooks(Account account, InstantSource clock, List<Duration> retries) {
        this.account = account;
        this.clock = clock;
        this.retries = List.copyOf(retries);
    }

    /// Sends events to this endpoint from now on; events before the first endpoint are not delivered, as with Stripe.
    public synchronized void deliverTo(Endpoint there) {
        take();
        endpoint = Optional.of(there);
    }

    public synchronized Optional<Endpoint> endpoint() {
        return endpoint;
    }

    /// Plans a delivery fault for the next events.
    public synchronized void next(int events, Trick trick) {
        take();
        for (int i = 0; i < events; i++) tricks.add(trick);
    }

    /// Holds all deliveries until [#release].
    public synchronized void hold() {
        held = true;
    }

    /// Releases held deliveries, in order or reversed.
    public synchronized void release(boolean reversed) {
        take();
        if (reversed) Collections.reverse(waiting);
        held = false;
    }

    public synchronized boolean isHeld() {
        return held;
    }

    /// The ids of the pending events, in order of delivery.
    public synchronized List<String> waiting() {
        take();
        return waiting.stream().map(Delivery::id).toList();
    }

    /// All delivery attempts so far, oldest first.
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /// Delivers an earlier event again, like the dashboard's button.
    public synchronized void resend(String event) {
        take();
        var known = account.exclusively(() -> account.get("event", event));
        waiting.add(new Delivery(known, clock.instant(), 0, Optional.empty()));
    }

    /// Delivers everything that is due, and what becomes due by doing so. Returns the number of attempts.
    public int deliverDue() {
        int tried = 0;
        for (var next = due(); next.isPresent(); next = due()) {
            deliver(next.get());
            tried++;
        }
        return tried;
    }

    /// The event as it would be delivered now, for a test that delivers it itself.
    public Signed signed(String event) {
        var known = account.exclusively(() -> account.get("event", event).deepCopy());
        var secrets = endpoint().map(Endpoint::secrets).orElse(STRANGERS_SECRET);
        return sign(new Delivery(known, clock.instant(), 0, Optional.empty()), secrets);
    }

    @Override
    public void close() {
        post.close();
    }

    private synchronized Optional<Delivery> due() {
        take();
        if (held || endpoint.isEmpty()) return Optional.empty();
        var due = waiting.stream()
                .filter(one -> !one.due().isAfter(clock.instant()))
                .findFirst();
        due.ifPresent(waiting::remove);
        return due;
    }

    private void deliver(Delivery delivery) {
        var there = endpoint().orElseThrow();
        int status = post.deliver(there, sign(delivery, there.secrets()));
        var attempt = new Attempt(delivery.id(), delivery.type(), clock.instant(), delivery.attempt() + 1, status);
        record(delivery, attempt);
        if (attempt.isTaken()) pending(delivery.event(), 0);
    }

    private synchronized void record(Delivery delivery, Attempt attempt) {
        attempts.add(attempt);
        if (!attempt.isTaken() && delivery.attempt() < retries.size())
            waiting.add(delivery.again(clock.instant().plus(retries.get(delivery.attempt()))));
    }

    private Signed sign(Delivery delivery, List<String> secrets) {
        var event = account.exclusively(() -> delivery.event().deepCopy());
        var at = clock.instant();
        if (delivery.trick().orElse(null) instanceof Trick.InVersion(var version)) event.put("api_version", version);
        if (delivery.trick().orElse(null) instanceof Trick.SignedAt(var offset)) at = at.plus(offset);
        boolean wrongly = delivery.trick().orElse(null) instanceof Trick.WronglySigned;
        var body = event.toPrettyString();
        return new Signed(
                delivery.id(), delivery.type(), body, Signature.header(body, at, wrongly ? STRANGERS_SECRET : secrets));
    }

    /// Takes the new events of the account, with the planned faults.
    private void take() {
        for (var event = untold(); event.isPresent(); event = untold()) {
            if (endpoint.isEmpty()) continue;
            pending(event.get(), 1);
            plan(event.get(), Optional.ofNullable(tricks.poll()));
        }
    }

    private Optional<ObjectNode> untold() {
        return account.exclusively(() -> account.events().nextUntold());
    }

    private void plan(ObjectNode event, Optional<Trick> trick) {
        var now = clock.instant();
        switch (trick.orElse(new Trick.Repeated(1))) {
            case Trick.Dropped() -> {
                // Dropped on purpose.
            }
            case Trick.Repeated(var times) -> {
                for (int i = 0; i < times; i++) waiting.add(new Delivery(event, now, 0, trick));
            }
            case Trick.Delayed(var by) -> waiting.add(new Delivery(event, now.plus(by), 0, trick));
            case Trick.WronglySigned _, Trick.SignedAt _, Trick.InVersion _ ->
                waiting.add(new Delivery(event, now, 0, trick));
        }
    }

    private void pending(ObjectNode event, int webhooks) {
        var _ = account.exclusively(() -> event.put("pending_webhooks", webhooks));
    }
}
