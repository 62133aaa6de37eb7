package credits.simulation.laws;

import credits.account.Command;
import credits.identity.OrganisationId;

/// A command on its way to an account. The network may bring it again, late, or to two workers at once.
///
/// @param number which delivery of the script
record Delivery(int number, OrganisationId organisation, Command<?> command) {}
