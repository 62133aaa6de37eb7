package credits.simulation.invariants;

import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BookReports;
import credits.account.command.CaptureHold;
import credits.account.command.ReleaseHold;

/// The function that makes a command.
public final class CommandFunction {
    private CommandFunction() {}

    /// Returns its name in the template.
    public static String of(AccountCommand<?> command) {
        return switch (command) {
            case BookReports _ -> "DebitFunction";
            case AuthorizeUsage _, CaptureHold _, ReleaseHold _ -> "AuthorizationFunction";
            case AdjustCredits _ -> "OperatorFunction";
            default -> "LimitsFunction";
        };
    }
}
