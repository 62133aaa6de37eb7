package credits.api;

import credits.http.Problem;
import credits.http.Problem.ProblemType;
import credits.json.FieldError;
import credits.json.Json;
import credits.payment.TopUpCaps;
import java.util.List;
import java.util.Locale;

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

    /// The reason why an invoice is not made out anew.
    public enum ReissueRefusal {
        /// The time in which members may ask for it is over.
        TOO_LATE("The time in which you can correct the invoice yourself is over. Contact support."),
        /// All of the payment was refunded, or taken back by the bank.
        NOTHING_LEFT("Nothing is left of the payment, so there is nothing to make an invoice out for."),
        /// Another VAT would be due.
        OTHER_VAT("Another VAT would be due with these billing details. Correct the country or the VAT number in the "
                + "billing profile, or contact support.");

        private final String detail;

        ReissueRefusal(String detail) {
            this.detail = detail;
        }
    }

    /// The invoice stays as it is.
    public static Problem invoiceNotReissuable(ReissueRefusal reason) {
        return Problem.of(
                ProblemType.INVOICE_NOT_REISSUABLE,
                "The invoice was not changed. " + reason.detail,
                Json.object()
                        .put("reason", reason.name().toLowerCase(Locale.ROOT))
                        .build());
    }

    /// The organisation has as many unpaid top-ups as it may have.
    ///
    /// @param retryAfterSeconds the time until the first of them ends, at most
    public static Problem tooManyTopUps(int maximum, int retryAfterSeconds) {
        return Problem.of(
                ProblemType.TOO_MANY_TOP_UPS,
                """
                The organisation already has %1$d unpaid top-ups, the maximum. No payment was started. Pay or discard \
                one of them, then send the same request again.""".formatted(maximum),
                Json.object().put("open", maximum).put("maximum", maximum).build(),
                retryAfterSeconds);
    }

    /// The organisation or the member has tried as much today as one may.
    ///
    /// @param retryAfterSeconds the time until tomorrow
    public static Problem dailyTopUpsReached(TopUpCaps.Cap cap, int retryAfterSeconds) {
        return Problem.of(
                ProblemType.DAILY_TOP_UPS_REACHED,
                """
                Today's top-ups have reached a limit that protects cards and accounts from abuse. No payment was \
                started. Send the same request again tomorrow (UTC), or contact support.""",
                Json.object().put("limit", cap.toString()).build(),
                retryAfterSeconds);
    }

    public static Problem invalidBillingProfile(List<FieldError> errors) {
        return Problem.of(
                ProblemType.INVALID_BILLING_PROFILE,
                "The billing profile was not changed. Correct the errors and save again.",
                Problem.errors(errors));
    }
}
