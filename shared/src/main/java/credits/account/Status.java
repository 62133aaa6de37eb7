package credits.account;

/// The status of an account, worst first.
public enum Status {
    /// Nothing is left of the balance, or it has refused something this month.
    NO_CREDITS,
    /// Nothing is left of the month's allowed limit, or it has refused something this month.
    LIMIT_REACHED,
    /// The amount used this month is at or above the alert threshold.
    ALERT,
    OK
}
