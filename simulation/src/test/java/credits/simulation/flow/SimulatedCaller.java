package credits.simulation.flow;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.simulation.ChoiceSource;
import credits.simulation.invariants.InvariantViolationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A feature that holds credits before it works, and then captures what it used, releases the hold, or lets it expire.
/// It repeats a call until it has an answer, and sometimes once more.
final class SimulatedCaller {
    private static final int CALLS = 5;
    private static final int MAX_ATTEMPTS = 1_000;
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 503);
    private static final Set<Integer> EXPECTED = Set.of(OK, CREATED, 402, 403, 404, 409, 410);

    private final FlowSystem system;
    private final ChoiceSource choices;
    private final OrganisationId organisation;
    private final int number;
    private final Map<UniqueId, HandlerResponse> answers = new LinkedHashMap<>();
    private int sent;

    SimulatedCaller(FlowSystem system, OrganisationId organisation, int number) {
        this.system = system;
        this.choices = system.choices;
        this.organisation = organisation;
        this.number = number;
    }

    OrganisationId organisation() {
        return organisation;
    }

    /// What was debited for each key that was answered with success.
    Map<UniqueId, Eur> debits() {
        var debits = new HashMap<UniqueId, Eur>();
        answers.forEach((key, answer) -> {
            if (answer.status() == OK || answer.status() == CREATED) debits.put(key, Eur.of(answer.text("captured")));
        });
        return debits;
    }

    /// The keys that this caller has sent.
    Set<UniqueId> keys() {
        return answers.keySet();
    }

    void run() {
        for (int i = 0; i < CALLS; i++) {
            pause(Duration.ofHours(1));
            var held = call("POST /v1/authorizations", "", """
                    {"organisation":"%s","operation":"query.run","quantity":"%d","expires_in":%d}""".formatted(
                            organisation, 1 + choices.nextInt(40), 60 + choices.nextInt(3_000)));
            if (held.status() == CREATED) settle(held.text("id"));
        }
    }

    HandlerResponse hold() {
        return call("POST /v1/authorizations", "", """
                {"organisation":"%s","operation":"query.run","quantity":"%d","expires_in":%d}""".formatted(
                        organisation, 1 + choices.nextInt(40), 60 + choices.nextInt(3_000)));
    }

    private void settle(String id) {
        pause(Duration.ofMinutes(20));
        int how = choices.nextInt(4);
        if (how == 0) return;
        if (how == 1) {
            var _ = call(
                    "POST /v1/authorizations/{id}/release", id, "{\"organisation\":\"%s\"}".formatted(organisation));
            return;
        }
        var _ = call("POST /v1/authorizations/{id}/capture", id, """
                {"organisation":"%s","quantity":"%d"}""".formatted(organisation, 1 + choices.nextInt(50)));
    }

    private HandlerResponse call(String route, String path, String body) {
        var key = new UniqueId((system.now().toEpochMilli() << 16) | 0x7000, number * 1_000L + sent++);
        var answer = callUntilAnswered(route, path, key, body);
        answers.put(key, answer);
        if (choices.nextBoolean(0.2)) {
            var again = callUntilAnswered(route, path, key, body);
            InvariantViolationException.check(
                    again.status() == answer.status() && again.body().equals(answer.body()),
                    "one answer to a key: " + answer,
                    again);
        }
        return answer;
    }

    private HandlerResponse callUntilAnswered(String route, String path, UniqueId key, String body) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var response = tryCall(route, path, key, body);
            if (response.isPresent() && EXPECTED.contains(response.get().status())) return response.get();
            response.ifPresent(refused -> InvariantViolationException.check(
                    TRY_AGAIN.contains(refused.status()), "a call is refused", refused));
            pause(Duration.ofSeconds(20));
        }
        throw new IllegalStateException("no answer after " + MAX_ATTEMPTS + " attempts");
    }

    private Optional<HandlerResponse> tryCall(String route, String path, UniqueId key, String body) {
        return system.authorization.callRoute(
                TestRequest.of(route, path, system.now())
                        .signedInAs("platform", "[feature]")
                        .withHeader("idempotency-key", key.toString())
                        .withJson(body),
                Set.of(organisation.value()));
    }

    private void pause(Duration max) {
        system.scheduler.sleep(Duration.ofMillis(choices.nextInt((int) max.toMillis())));
    }
}
