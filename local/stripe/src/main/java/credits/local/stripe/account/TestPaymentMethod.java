package credits.local.stripe.account;

/// The payment methods of a buyer, with their outcomes.
public enum TestPaymentMethod {
    /// A card that is charged at once.
    CARD,
    /// A card that is declined; the session stays open for another attempt.
    DECLINED_CARD,
    /// A SEPA debit that the bank confirms days later.
    SEPA_PAID_LATER,
    /// A SEPA debit that the bank returns days later.
    SEPA_FAILED_LATER,
    /// A SEPA debit that stays pending until the dashboard settles it.
    SEPA_UNANSWERED;

    public boolean isSepa() {
        return isSettledLater() || this == SEPA_UNANSWERED;
    }

    /// Whether the bank answers without the dashboard, when the debit is due.
    public boolean isSettledLater() {
        return this == SEPA_PAID_LATER || this == SEPA_FAILED_LATER;
    }

    /// Stripe's name of the payment method.
    String type() {
        return isSepa() ? "sepa_debit" : "card";
    }
}
