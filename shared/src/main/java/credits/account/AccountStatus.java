package credits.account;

/// The status of an account, worst first.
public enum AccountStatus {
    /// The balance is used up, or was too low for something this month.
    NO_CREDITS,
    /// The month's allowed limit is used up, or was too low for something this month.
    LIMIT_REACHED,
    /// The amount used this month is at or above the alert threshold.
    ALERT,
    OK
}
