package credits.wire;

import credits.wire.Problem.Kind;
import java.util.List;

/// The problems of buying credits and of the documents of payments.
public final class PaymentProblems {
    private PaymentProblems() {}

    public static Problem invalidSignature() {
        return Problem.of(Kind.INVALID_SIGNATURE, """
                The body is not signed with a secret of this endpoint, or its timestamp is more than 300 \
                seconds off. Nothing was changed. Check the endpoint's signing secret and the clock.""");
    }

    public static Problem billingProfileRequired() {
        return Problem.of(Kind.BILLING_PROFILE_REQUIRED, """
                The VAT depends on the buyer. No payment was started. Save the billing profile, then top up \
                again with a new Idempotency-Key.""");
    }

    /// The document is still being created.
    ///
    /// @param retryAfterSeconds how long that usually takes
    public static Problem invoiceNotReady(int retryAfterSeconds) {
        return Problem.of(
                Kind.INVOICE_NOT_READY,
                """
                        The payment is credited and its document is being created. Nothing is lost. Try again \
                        in a moment.""",
                retryAfterSeconds);
    }

    public static Problem tooManyTopUps(int maximum) {
        return Problem.of(
                Kind.TOO_MANY_TOP_UPS,
                """
                There are %1$d unpaid top-ups, the most that can be open at once. No payment was started. Pay \
                one of them or let it expire, then top up again with a new Idempotency-Key.""".formatted(maximum),
                Json.object().put("open", maximum).put("maximum", maximum).end());
    }

    public static Problem invalidBillingProfile(List<Violation> errors) {
        return Problem.of(
                Kind.INVALID_BILLING_PROFILE,
                "The billing profile was not changed. Correct the errors and save again.",
                Problem.errors(errors));
    }
}
