package credits.account.command;

import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A call that holds, captures or releases credits. Everything that decides it is in it, so that any worker can.
public sealed interface AuthorizationCommand extends AccountCommand<AuthorizationReply>
        permits AuthorizeUsage, CaptureHold, ReleaseHold, RefuseOverpricedUsage {
    /// Returns the caller's idempotency key, the same on every retry of one call.
    UniqueId key();

    /// Returns an 8-byte hash of the whole call.
    long contentHash();

    /// Returns the feature that calls.
    String source();

    /// Returns the time of the call.
    Instant now();

    /// Returns the hold that the call settles.
    default Optional<AuthorizationId> settledHold() {
        return switch (this) {
            case CaptureHold capture -> Optional.of(capture.authorizationId());
            case ReleaseHold release -> Optional.of(release.authorizationId());
            case AuthorizeUsage _, RefuseOverpricedUsage _ -> Optional.empty();
        };
    }

    @Override
    default List<UniqueId> ids() {
        return List.of(key());
    }
}
