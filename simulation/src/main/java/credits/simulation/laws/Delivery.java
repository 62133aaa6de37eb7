package credits.simulation.laws;

import credits.account.Command;
import credits.account.Hold;
import credits.identity.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A command on its way to an account. The network may deliver it repeatedly, late, or to two workers at once: it stays
/// the same command.
final class Delivery {
    private final int number;
    private final OrganisationId organisation;
    private final Function<List<Hold>, Command<?>> making;
    private Optional<Command<?>> made = Optional.empty();

    /// @param number the position of this delivery in the workload
    /// @param making creates the command from the holds that the account had so far
    Delivery(int number, OrganisationId organisation, Function<List<Hold>, Command<?>> making) {
        this.number = number;
        this.organisation = organisation;
        this.making = making;
    }

    OrganisationId organisation() {
        return organisation;
    }

    /// Returns the command, created when it is first executed.
    Command<?> command(List<Hold> holdsSoFar) {
        if (made.isEmpty()) made = Optional.of(making.apply(holdsSoFar));
        return made.get();
    }

    /// The command; empty if it was never executed.
    Optional<Command<?>> command() {
        return made;
    }

    @Override
    public String toString() {
        return number + " of " + organisation + ": " + made;
    }
}
