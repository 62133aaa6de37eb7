package credits.account;

/// The status of an account, worst first.
public enum AccountStatus {
    /// Nothing is left of the balance, or a cost was refused for it this month.
    NO_CREDITS,
    /// Nothing is left of the month's allowed limit, or a cost was refused for it this month.
    LIMIT_REACHED,
    /// The amount used this month is at or above the alert threshold.
    ALERT,
    OK
}
