package credits.simulation.laws;

import credits.account.Command;
import credits.account.Hold;
import credits.identity.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A command on its way to an account. The network may bring it again, late, or to two workers at once: it stays
/// the same command.
final class Delivery {
    private final int number;
    private final OrganisationId organisation;
    private final Function<List<Hold>, Command<?>> making;
    private Optional<Command<?>> made = Optional.empty();

    /// @param number which delivery of the script
    /// @param making the command, by whoever knows the holds that the account had so far
    Delivery(int number, OrganisationId organisation, Function<List<Hold>, Command<?>> making) {
        this.number = number;
        this.organisation = organisation;
        this.making = making;
    }

    OrganisationId organisation() {
        return organisation;
    }

    /// The command, made when it is first carried out.
    Command<?> command(List<Hold> holdsSoFar) {
        if (made.isEmpty()) made = Optional.of(making.apply(holdsSoFar));
        return made.get();
    }

    /// The command, if it was ever carried out.
    Optional<Command<?>> command() {
        return made;
    }

    @Override
    public String toString() {
        return number + " of " + organisation + ": " + made;
    }
}
