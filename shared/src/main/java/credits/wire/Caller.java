package credits.wire;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.util.Set;

/// The caller as identified by the verified token, with the caller's permissions.
public record Caller(OrganisationId organisation, MemberId member, Set<Permission> permissions) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /// Throws [Rejected] with 403 unless the caller has `permission`.
    public void require(Permission permission) {
        if (!permissions.contains(permission)) throw new Rejected(Problem.permissionRequired(permission));
    }
}
