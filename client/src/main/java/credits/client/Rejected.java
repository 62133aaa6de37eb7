package credits.client;

import java.io.Serial;

/// The service rejected the request for a reason other than money: a permission is missing (403), the operation has no
/// price (422), too many authorizations are open (409), or this one is already settled (409) or expired (410). The code
/// says which. No attempt of this call changed anything.
public final class Rejected extends NotAuthorized {
    @Serial
    private static final long serialVersionUID = 1;

    Rejected(Problem problem) {
        super("Not authorized, and nothing was changed: " + problem.summary(), problem);
    }
}
