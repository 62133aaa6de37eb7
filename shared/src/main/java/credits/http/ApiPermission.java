package credits.http;

import java.util.Arrays;
import java.util.Optional;

/// A permission of a caller, as tokens and settings write it.
public enum ApiPermission {
    USAGE_READ("usage:read"),
    CREDITS_BUY("credits:buy"),
    LIMITS_WRITE("limits:write"),
    /// Allows reading what identifies the buyer and its people: billing profile, invoices, addresses, payment pages.
    BILLING_READ("billing:read"),
    /// Held by a feature's service: allows it to hold and settle credits of its users' organisations.
    USAGE_AUTHORIZE("usage:authorize"),
    /// Held by a feature's service: allows it to report what its users' organisations have used.
    USAGE_REPORT("usage:report"),
    PRICES_WRITE("prices:write"),
    /// Held by operators: allows reading every account.
    ACCOUNTS_READ("accounts:read"),
    ACCOUNTS_ADJUST("accounts:adjust"),
    FINANCE_READ("finance:read"),
    /// Allows exporting and erasing the personal data of every organisation.
    PRIVACY_MANAGE("privacy:manage"),
    /// Allows deciding who receives the events of every organisation.
    WEBHOOKS_WRITE("webhooks:write");

    private final String value;

    ApiPermission(String value) {
        this.value = value;
    }

    /// Whether only services of the platform hold it, which act for the members of all organisations.
    boolean isOfServices() {
        return this == USAGE_AUTHORIZE || this == USAGE_REPORT;
    }

    /// Returns the permission with exactly this name.
    public static Optional<ApiPermission> parse(String text) {
        return Arrays.stream(values())
                .filter(permission -> permission.value.equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return value;
    }
}
