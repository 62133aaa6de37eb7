package credits.local.stripe.account;

/// How a buyer pays, and what becomes of it.
public enum Method {
    /// A card that is charged at once.
    CARD,
    /// A card that the bank declines; the session stays open and the buyer may try again.
    DECLINED_CARD,
    /// A SEPA debit that the bank honours some days later.
    SEPA_PAID_LATER,
    /// A SEPA debit that the bank returns some days later.
    SEPA_FAILED_LATER,
    /// A SEPA debit that the bank answers when the dashboard says so.
    SEPA_UNANSWERED;

    public boolean isSepa() {
        return isAnsweredLater() || this == SEPA_UNANSWERED;
    }

    /// By itself, when its time has come.
    public boolean isAnsweredLater() {
        return this == SEPA_PAID_LATER || this == SEPA_FAILED_LATER;
    }

    /// What Stripe calls it.
    String type() {
        return isSepa() ? "sepa_debit" : "card";
    }
}
