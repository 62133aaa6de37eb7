package credits.client;

import credits.client.Transport.Answer;
import credits.client.wire.Fields;
import credits.client.wire.Json;
import credits.client.wire.NotJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the service said instead of yes, in the form of RFC 9457.
///
/// @param status of HTTP
/// @param code such as `spending-limit-reached`; empty when something in between answered in a form of its own
/// @param detail what happened and what to do, for people
/// @param instance the id to tell support
/// @param retryAfter when a new try may be worth it
/// @param members all other strings and numbers by name, such as `permission` or `maximum`
/// @param blockers all that stands in the way
record Problem(
        int status,
        String code,
        String detail,
        String instance,
        Optional<Duration> retryAfter,
        Map<String, String> members,
        List<Blocker> blockers) {
    static Problem of(Answer answer) {
        try {
            var said = Json.object(answer.body());
            return new Problem(
                    answer.status(),
                    said.text("code").orElse(""),
                    said.text("detail").or(() -> said.text("message")).orElse(""),
                    said.text("instance").orElse(""),
                    answer.retryAfter(),
                    Map.copyOf(said.texts()),
                    blockers(said));
        } catch (NotJson garbage) {
            return new Problem(answer.status(), "", "", "", answer.retryAfter(), Map.of(), List.of());
        }
    }

    static List<Blocker> blockers(Fields said) {
        return said.objects("blockers").stream().map(Blocker::of).toList();
    }

    /// For people and logs: no amounts.
    String summary() {
        return (code.isEmpty() ? "HTTP " + status : code) + (instance.isEmpty() ? "" : ", instance " + instance);
    }
}
