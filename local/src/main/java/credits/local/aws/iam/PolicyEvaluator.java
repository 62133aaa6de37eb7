package credits.local.access;

import credits.local.access.Statement.Effect;
import credits.local.access.Verdict.Allowed;
import credits.local.access.Verdict.Denied;
import credits.local.access.Verdict.NotAllowed;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides about calls within one account: a deny wins, wherever it stands; else one allow is enough, of the role or
/// of the resource; else the answer is no.
///
/// @param onResources what resources say themselves: policies of queues, permissions to invoke functions
public record Access(List<Statement> onResources) {
    public Access {
        onResources = List.copyOf(onResources);
    }

    /// Whether who acts as `role` may make the call.
    public Verdict of(Role role, Call call) {
        return decide(role.statements(), statement -> statement.isAbout("*"), call);
    }

    /// Whether a service of AWS may, `events.amazonaws.com` for one: it has no role, so the resource must say so.
    public Verdict of(String service, Call call) {
        return decide(List.of(), statement -> statement.isAbout(service), call);
    }

    private Verdict decide(List<Statement> ofRole, Predicate<Statement> isAboutCaller, Call call) {
        var inRole = ofRole.stream().filter(statement -> statement.fits(call)).toList();
        var onResource = onResources.stream()
                .filter(isAboutCaller)
                .filter(statement -> statement.fits(call))
                .toList();
        return denial(inRole, true)
                .or(() -> denial(onResource, false))
                // Nothing that fits denies: whatever fits allows.
                .orElseGet(() -> inRole.isEmpty() && onResource.isEmpty() ? new NotAllowed() : new Allowed());
    }

    private static Optional<Verdict> denial(List<Statement> fitting, boolean inRole) {
        return fitting.stream()
                .filter(statement -> statement.effect() == Effect.DENY)
                .findFirst()
                .map(statement -> new Denied(statement.place(), inRole));
    }
}
