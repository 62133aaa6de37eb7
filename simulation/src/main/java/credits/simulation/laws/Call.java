package credits.simulation.laws;

import credits.account.Command;
import credits.identity.OrganisationId;

/// A command and its response.
///
/// @param answer what the caller received
/// @param before the number of the account's segments when the call began
/// @param after the number of the account's segments when the response came
record Call(OrganisationId organisation, Command<?> command, Object answer, int before, int after) {}
