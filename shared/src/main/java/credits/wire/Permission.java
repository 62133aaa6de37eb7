package credits.wire;

import java.util.Arrays;
import java.util.Optional;

/// What a caller may be allowed to do, as tokens and settings write it.
public enum Permission {
    USAGE_READ("usage:read"),
    CREDITS_BUY("credits:buy"),
    LIMITS_WRITE("limits:write"),
    /// A feature's service: holds and settles credits for its users' organisations.
    USAGE_AUTHORIZE("usage:authorize"),
    PRICES_WRITE("prices:write"),
    ACCOUNTS_ADJUST("accounts:adjust"),
    FINANCE_READ("finance:read");

    private final String text;

    Permission(String text) {
        this.text = text;
    }

    /// The permission of exactly this name, letter for letter.
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
