package credits.payment;

/// The reason why a top-up was refused.
public enum RefusalReason {
    BILLING_PROFILE_REQUIRED,
    TOO_MANY_OPEN
}
