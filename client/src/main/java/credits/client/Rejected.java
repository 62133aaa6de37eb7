package credits.client;

import java.io.Serial;

/// The service said no for another reason than money: a permission is missing (403), the operation has no price
/// (422), too many authorizations are open (409), this one is settled (409) or expired (410). The code says which;
/// nothing was changed by this call, by none of its attempts.
public final class Rejected extends NotAuthorized {
    @Serial
    private static final long serialVersionUID = 1;

    Rejected(Problem problem) {
        super("Not authorized, and nothing was changed: " + problem.summary(), problem);
    }
}
