package credits.ledger;

import credits.identity.OrganisationId;

/// The organisation has no account, and the change may not open one. The head of its chain was read afresh.
public final class UnknownAccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownAccountException(OrganisationId organisation) {
        super("no account: " + organisation);
    }
}
