package credits.ledger.close;

import credits.identity.OrganisationId;
import java.time.Instant;
import java.util.Optional;

/// A round of the close over all accounts, which may take several runs.
///
/// @param lastOrganisation the last account that is done; empty before the first
/// @param differenceCount how many accounts do not add up, or could not be read
public record CloseRound(
        Instant startedAt,
        boolean isComplete,
        Optional<OrganisationId> lastOrganisation,
        long accountCount,
        long differenceCount) {
    public static CloseRound start(Instant now) {
        return new CloseRound(now, false, Optional.empty(), 0, 0);
    }

    public CloseRound plus(OrganisationId account, int moreDifferences) {
        return new CloseRound(
                startedAt, false, Optional.of(account), accountCount + 1, differenceCount + moreDifferences);
    }

    public CloseRound completed() {
        return new CloseRound(startedAt, true, lastOrganisation, accountCount, differenceCount);
    }
}
