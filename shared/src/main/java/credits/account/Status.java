package credits.account;

/// How an account stands, worst first.
public enum Status {
    /// Nothing is left of the balance, or it has refused something this month.
    NO_CREDITS,
    /// Nothing is left of the month's allowed limit, or it has refused something this month.
    LIMIT_REACHED,
    /// What was used this month is at the alert threshold or above.
    ALERT,
    OK
}
