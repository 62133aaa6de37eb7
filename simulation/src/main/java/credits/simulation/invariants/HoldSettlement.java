package credits.simulation.invariants;

import credits.account.Account;
import credits.account.command.AccountCommand;
import credits.account.command.CaptureHold;
import credits.account.command.ReleaseHold;
import credits.identity.AuthorizationId;
import java.util.Optional;

/// A call of a feature that settles a hold.
record HoldSettlement(AuthorizationId hold, String source) {
    /// Returns the settlement that `command` asks for, if it asks for one.
    static Optional<HoldSettlement> of(AccountCommand<?> command) {
        return switch (command) {
            case CaptureHold capture -> Optional.of(new HoldSettlement(capture.authorizationId(), capture.source()));
            case ReleaseHold release -> Optional.of(new HoldSettlement(release.authorizationId(), release.source()));
            default -> Optional.empty();
        };
    }

    /// Whether the hold is open in `account`, and the feature's own: of others it learns nothing.
    boolean isPossible(Account account) {
        return account.holds()
                .findOpen(hold)
                .filter(open -> open.source().equals(source))
                .isPresent();
    }
}
