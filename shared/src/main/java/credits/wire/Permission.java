package credits.wire;

import java.util.Arrays;
import java.util.Optional;

/// A permission of a caller, as tokens and settings write it.
public enum Permission {
    USAGE_READ("usage:read"),
    CREDITS_BUY("credits:buy"),
    LIMITS_WRITE("limits:write"),
    /// Held by a feature's service: allows it to hold and settle credits of its users' organisations.
    USAGE_AUTHORIZE("usage:authorize"),
    PRICES_WRITE("prices:write"),
    ACCOUNTS_ADJUST("accounts:adjust"),
    FINANCE_READ("finance:read");

    private final String text;

    Permission(String text) {
        this.text = text;
    }

    /// Returns the permission with exactly this name.
    public static Optional<Permission> of(String text) {
        return Arrays.stream(values())
                .filter(permission -> permission.text.equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
