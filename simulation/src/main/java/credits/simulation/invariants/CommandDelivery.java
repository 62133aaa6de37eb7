package credits.simulation.invariants;

import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.identity.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A command on its way to an account. The network may deliver it repeatedly, late, or to two workers at once: it stays
/// the same command.
final class CommandDelivery {
    private final int number;
    private final OrganisationId organisation;
    private final Function<List<Hold>, AccountCommand<?>> commandFactory;
    private Optional<AccountCommand<?>> command = Optional.empty();

    /// @param number the position of this delivery in the workload
    /// @param commandFactory creates the command from the holds that the account had so far
    CommandDelivery(int number, OrganisationId organisation, Function<List<Hold>, AccountCommand<?>> commandFactory) {
        this.number = number;
        this.organisation = organisation;
        this.commandFactory = commandFactory;
    }

    OrganisationId organisation() {
        return organisation;
    }

    /// Returns the command, created when it is first executed.
    AccountCommand<?> command(List<Hold> holdsSoFar) {
        if (command.isEmpty()) command = Optional.of(commandFactory.apply(holdsSoFar));
        return command.get();
    }

    /// The command; empty if it was never executed.
    Optional<AccountCommand<?>> command() {
        return command;
    }

    @Override
    public String toString() {
        return number + " of " + organisation + ": " + command;
    }
}
