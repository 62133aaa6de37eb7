package credits.simulation.invariants;

import credits.account.command.AccountCommand;
import credits.identity.OrganisationId;

/// A command and its response.
///
/// @param response what the caller received
/// @param segmentsBefore the number of the account's segments when the call began
/// @param segmentsAfter the number of the account's segments when the response came
record AnsweredCommand(
        OrganisationId organisation,
        AccountCommand<?> command,
        Object response,
        int segmentsBefore,
        int segmentsAfter) {}
