package credits.payment;

import java.util.Arrays;
import java.util.Locale;

/// The check that an object from Stripe failed, so that no account was changed for it.
///
/// The code of a reason is part of a stored key and of the published event: a constant is never renamed.
public enum QuarantineReason {
    /// It is a test on a live stage, or the reverse.
    MODE,
    /// An event or our record names it, but Stripe does not have it.
    MISSING,
    /// Its id or amount is not one that Stripe would send.
    FORM,
    /// It is not in EUR.
    CURRENCY,
    /// Its metadata names a payment that we do not have.
    UNKNOWN,
    /// We refused the top-up that it pays for.
    REFUSED,
    /// The top-up has another session.
    SESSION,
    /// Its client reference is that of another payment.
    REFERENCE,
    /// Its customer is not the organisation's.
    CUSTOMER,
    /// It is not a one-time payment, but a subscription or a setup.
    KIND,
    /// Its subtotal is not the amount of the top-up.
    AMOUNT,
    /// Its total is not the amount of the top-up and the VAT on it.
    TOTAL,
    /// Stripe required no payment for it.
    UNPAID,
    /// It was paid by nothing that is a payment, or by another payment before.
    PAYMENT,
    /// It is a dispute that was won and then lost, or the other way round after an operator had settled it.
    OVERTURNED;

    /// Returns the code that is stored, published, mailed and logged.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the reason with this code, which must be one of ours.
    public static QuarantineReason ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not a reason to quarantine: " + code));
    }
}
