package credits.http;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.util.Set;

/// The caller as identified by the verified token, with the caller's permissions.
public record Caller(OrganisationId organisation, MemberId member, Set<ApiPermission> permissions) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /// Throws [ProblemException] with 403 unless the caller has `permission`.
    public void requirePermission(ApiPermission permission) {
        if (!permissions.contains(permission)) throw new ProblemException(Problem.permissionRequired(permission));
    }

    /// Whether the caller may see the e-mail addresses of colleagues: those who set them may, too.
    public boolean maySeeAddresses() {
        return permissions.contains(ApiPermission.BILLING_READ) || permissions.contains(ApiPermission.LIMITS_WRITE);
    }
}
