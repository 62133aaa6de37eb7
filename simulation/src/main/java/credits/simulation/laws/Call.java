package credits.simulation.laws;

import credits.account.Command;
import credits.identity.OrganisationId;

/// A command that was answered.
///
/// @param answer what the caller heard
/// @param before how many segments the account had when the call began
/// @param after how many it had when the answer came
record Call(OrganisationId organisation, Command<?> command, Object answer, int before, int after) {}
