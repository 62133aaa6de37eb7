package credits.wire;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.util.Set;

/// Who calls, as the verified token says, and what they may do.
public record Caller(OrganisationId organisation, MemberId member, Set<Permission> permissions) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /// Goes on if the caller has `permission`; otherwise [Rejected] with 403.
    public void require(Permission permission) {
        if (!permissions.contains(permission)) throw new Rejected(Problem.permissionRequired(permission));
    }
}
