package credits.client;

import credits.client.Transport.Answer;
import credits.client.wire.Fields;
import credits.client.wire.Json;
import credits.client.wire.NotJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A problem as the service returned it, in the form of RFC 9457.
///
/// @param status the HTTP status
/// @param code such as `spending-limit-reached`; empty if something in between, such as API Gateway, responded in
///     its own form
/// @param detail what happened and what to do, for people
/// @param instance the id of the request, for support
/// @param retryAfter how long to wait before a new attempt is worthwhile
/// @param members all other strings and numbers by name, such as `permission` or `maximum`
/// @param blockers everything that blocks the request
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

    /// A summary for people and logs, without amounts.
    String summary() {
        return (code.isEmpty() ? "HTTP " + status : code) + (instance.isEmpty() ? "" : ", instance " + instance);
    }
}
