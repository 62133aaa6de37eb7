package credits.wire;

import credits.wire.Problem.Kind;
import java.util.List;

/// The refusals of buying credits: each a [Problem].
public final class PaymentProblems {
    private PaymentProblems() {}

    public static Problem invalidSignature() {
        return Problem.of(Kind.INVALID_SIGNATURE, """
                The body is not signed with a secret of this endpoint, or was signed more than 300 seconds from now. \
                Nothing was changed. Check the endpoint's signing secret and the clock.""");
    }

    public static Problem billingProfileRequired() {
        return Problem.of(Kind.BILLING_PROFILE_REQUIRED, """
                The VAT depends on who buys. No payment was begun. \
                Save the billing profile, then top up again with a new Idempotency-Key.""");
    }

    /// The document is still being made.
    ///
    /// @param retryAfterSeconds how long that usually takes
    public static Problem invoiceNotReady(int retryAfterSeconds) {
        return Problem.of(
                Kind.INVOICE_NOT_READY,
                "The payment is credited and its document is being made. Nothing is lost. Ask again in a moment.",
                retryAfterSeconds);
    }

    public static Problem tooManyTopUps(int maximum) {
        return Problem.of(
                Kind.TOO_MANY_TOP_UPS,
                """
                %1$d top-ups wait to be paid, and no more than %1$d may. No payment was begun. \
                Pay one of them or let it expire, then top up again with a new Idempotency-Key.""".formatted(maximum),
                Json.object().put("open", maximum).put("maximum", maximum).end());
    }

    public static Problem invalidBillingProfile(List<Violation> errors) {
        return Problem.of(
                Kind.INVALID_BILLING_PROFILE,
                "The billing profile was not changed. Correct what errors names and save it again.",
                Problem.errors(errors));
    }
}
