package credits.local.guard;

import credits.local.access.Call;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.util.List;

/// How functions talk to one service.
sealed interface Protocol permits MailCalls, ObjectCalls, QueueCalls, SecretCalls, TableCalls {
    /// What the request does, as IAM sees it: every one must be allowed.
    List<Call> calls(Request request) throws NotPlayed;

    /// What else must be allowed for the stand-in's answer to be given.
    default List<Call> toHear(Request request, Answer answer) {
        return List.of();
    }

    /// The service's answer to a call that is not allowed.
    Answer refusal(Refused refused);

    /// The service's answer to a request that it does not know.
    Answer unknown(NotPlayed what);
}
