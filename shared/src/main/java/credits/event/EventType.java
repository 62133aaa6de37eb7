package credits.event;

/// The types of the events that we publish. A version is never changed, but for fields that are added: what a consumer
/// reads stays.
public enum EventType {
    ALERT_CROSSED("limit.alert_crossed"),
    LIMIT_FORECAST("limit.forecast"),
    LIMIT_REACHED("limit.reached"),
    BALANCE_EXHAUSTED("balance.exhausted"),
    USAGE_UNCOVERED("usage.uncovered"),
    LIMITS_CHANGED("limits.changed"),
    ACCOUNT_ADJUSTED("account.adjusted"),
    AUTHORIZATION_EXPIRED("authorization.expired"),
    TOPPED_UP("topped_up"),
    REFUNDED("refunded"),
    INVOICE_ISSUED("invoice.issued"),
    PAYMENT_QUARANTINED("payment.quarantined"),
    PRICES_PUBLISHED("prices.published");

    private final String occurrence;

    EventType(String occurrence) {
        this.occurrence = occurrence;
    }

    /// Returns the type as it is published, such as `credits.limit.alert_crossed.v1`.
    @Override
    public String toString() {
        return "credits." + occurrence + ".v1";
    }
}
