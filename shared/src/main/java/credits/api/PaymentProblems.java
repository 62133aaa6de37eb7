package credits.api;

import credits.http.Problem;
import credits.http.Problem.ProblemType;
import credits.json.FieldError;
import credits.json.Json;
import java.util.List;

/// The problems of buying credits and of the documents of payments.
public final class PaymentProblems {
    private PaymentProblems() {}

    public static Problem invalidSignature() {
        return Problem.of(ProblemType.INVALID_SIGNATURE, """
                The body is not signed with a secret of this endpoint, or its timestamp is more than 300 \
                seconds off. Nothing was changed. Check the endpoint's signing secret and the clock.""");
    }

    public static Problem billingProfileRequired() {
        return Problem.of(ProblemType.BILLING_PROFILE_REQUIRED, """
                The VAT depends on the buyer. No payment was started. Save the billing profile, then top up \
                again with a new Idempotency-Key.""");
    }

    /// The document is still being created.
    ///
    /// @param retryAfterSeconds how long that usually takes
    public static Problem invoiceNotReady(int retryAfterSeconds) {
        return Problem.of(ProblemType.INVOICE_NOT_READY, """
                        The payment has been credited and its document is being created. Nothing is lost. Try again \
                        in a moment.""", retryAfterSeconds);
    }

    public static Problem tooManyTopUps(int maximum) {
        return Problem.of(
                ProblemType.TOO_MANY_TOP_UPS,
                """
                The organisation already has %1$d unpaid top-ups, the maximum. No payment was started. Pay or \
                discard one of them, then top up again with a new Idempotency-Key.""".formatted(maximum),
                Json.object().put("open", maximum).put("maximum", maximum).build());
    }

    public static Problem invalidBillingProfile(List<FieldError> errors) {
        return Problem.of(
                ProblemType.INVALID_BILLING_PROFILE,
                "The billing profile was not changed. Correct the errors and save again.",
                Problem.errors(errors));
    }
}
