package credits.wire;

import credits.identity.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A refusal or a fault as callers hear it, in the form of RFC 9457. Every kind has a page in `docs/problems`.
///
/// @param detail what happened, that nothing was lost, and what to do
/// @param members what a machine needs to act on it, beside the members of every problem
/// @param retryAfterSeconds when the same call is worth repeating
public record Problem(Kind kind, String detail, Json.Members members, Optional<Integer> retryAfterSeconds) {
    private static final String TYPE = "urn:credits:problems:";
    private static final Json.Members NO_MEMBERS = Json.object().end();

    /// The kinds of problems, each with its status.
    public enum Kind {
        INVALID_REQUEST(400, "The request is not valid"),
        INVALID_SIGNATURE(400, "The signature is not valid"),
        UNAUTHORIZED(401, "Who is calling is not known"),
        INSUFFICIENT_CREDITS(402, "The credits do not cover it"),
        SPENDING_LIMIT_REACHED(403, "The monthly limit is reached"),
        CLAIM_REQUIRED(403, "The access token does not say who is calling"),
        PERMISSION_REQUIRED(403, "A permission is missing"),
        NOT_FOUND(404, "There is nothing here"),
        TOO_MANY_AUTHORIZATIONS(409, "Too many authorizations are open"),
        AUTHORIZATION_SETTLED(409, "The authorization is settled"),
        AUTHORIZATION_EXPIRED(410, "The authorization is over"),
        PRICE_LIST_EXISTS(409, "Other prices are published for that time"),
        INVOICE_NOT_READY(409, "The document is being made"),
        BILLING_PROFILE_REQUIRED(409, "The billing profile is missing"),
        TOO_MANY_TOP_UPS(409, "Too many top-ups are open"),
        PRECONDITION_FAILED(412, "It was changed in the meantime"),
        PAYLOAD_TOO_LARGE(413, "The request is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is not JSON"),
        INVALID_LIMITS(422, "These limits cannot be set"),
        INVALID_AMOUNT(422, "This amount cannot be taken"),
        IDEMPOTENCY_CONFLICT(422, "The Idempotency-Key belongs to something else"),
        PRICE_LIST_TOO_SOON(422, "Prices must be published ahead of time"),
        UNPRICED_OPERATION(422, "The operation has no price"),
        INVALID_BILLING_PROFILE(422, "An invoice cannot be made out to this"),
        PRECONDITION_REQUIRED(428, "The version to change is missing"),
        RATE_LIMITED(429, "Too many requests"),
        INTERNAL_ERROR(500, "Something went wrong here"),
        TEMPORARILY_UNAVAILABLE(503, "Not available for a moment");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /// The code in answers, and the name of its page.
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The stable name of the kind, a URI.
        public String type() {
            return TYPE + code();
        }
    }

    static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, NO_MEMBERS, Optional.empty());
    }

    static Problem of(Kind kind, String detail, Json.Members members) {
        return new Problem(kind, detail, members, Optional.empty());
    }

    static Problem of(Kind kind, String detail, int retryAfterSeconds) {
        return new Problem(kind, detail, NO_MEMBERS, Optional.of(retryAfterSeconds));
    }

    public static Problem invalidRequest(List<Violation> errors) {
        return of(
                Kind.INVALID_REQUEST,
                "Nothing was changed. Correct what errors names and send the request again.",
                errors(errors));
    }

    public static Problem invalidRequest(String pointer, String detail) {
        return invalidRequest(List.of(new Violation(pointer, detail)));
    }

    public static Problem unauthorized() {
        return of(Kind.UNAUTHORIZED, "The request carries no valid access token. Nothing was changed. Sign in again.");
    }

    /// The token's claim `claim` does not name who calls.
    ///
    /// @param claim the token's claim that is missing, or is no id that we take
    public static Problem claimRequired(String claim) {
        return of(
                Kind.CLAIM_REQUIRED,
                """
                The access token's claim %s is missing, or is not 1 to 64 of 0-9 A-Z a-z . _ : -. Nothing was changed. \
                Sign in to an organisation, or ask whoever runs the identity provider.""".formatted(claim),
                Json.object().put("claim", claim).end());
    }

    public static Problem permissionRequired(Permission permission) {
        return of(
                Kind.PERMISSION_REQUIRED,
                """
                This needs the permission %s, which you do not have. Nothing was changed. \
                Ask an owner of your organisation.""".formatted(permission),
                Json.object().put("permission", permission.toString()).end());
    }

    public static Problem notFound() {
        return of(Kind.NOT_FOUND, "There is no such thing, or it is not your organisation's. Check the address.");
    }

    public static Problem preconditionFailed() {
        return of(Kind.PRECONDITION_FAILED, """
                Somebody else changed it after you read it. Nothing was changed. \
                Read it again, and repeat your change with the new ETag in If-Match if you still want it.""");
    }

    public static Problem payloadTooLarge(int mostBytes) {
        return of(
                Kind.PAYLOAD_TOO_LARGE,
                "The body is larger than " + mostBytes + " bytes. Nothing was changed. Send less.",
                Json.object().put("maximum_bytes", mostBytes).end());
    }

    public static Problem unsupportedMediaType() {
        return of(
                Kind.UNSUPPORTED_MEDIA_TYPE,
                "The body must be JSON. Nothing was changed. Send it with Content-Type: application/json.");
    }

    public static Problem invalidLimits(List<Violation> errors) {
        return of(
                Kind.INVALID_LIMITS,
                "The limits in force were not changed. Correct what errors names and save them again.",
                errors(errors));
    }

    /// An amount of the right form that is not taken.
    ///
    /// @param pointer where in the body it stands
    public static Problem invalidAmount(String pointer, String detail) {
        return of(
                Kind.INVALID_AMOUNT,
                "Nothing was changed. Correct what errors names and send it again, with a new Idempotency-Key.",
                errors(List.of(new Violation(pointer, detail))));
    }

    public static Problem idempotencyConflict() {
        return of(Kind.IDEMPOTENCY_CONFLICT, """
                This Idempotency-Key was used for another request, or for a usage report. Nothing was changed. \
                Make a new key for each intention, and repeat it only with the very same request.""");
    }

    /// Another list is published for `effectiveFrom`.
    public static Problem priceListExists(Instant effectiveFrom) {
        return of(
                Kind.PRICE_LIST_EXISTS,
                """
                Prices that come into force at that time are published already, and are never changed. Nothing was \
                changed. Publish yours for another time.""",
                Json.object().put("effective_from", effectiveFrom).end());
    }

    /// A list would come into force before every worker can know it.
    ///
    /// @param earliest the earliest time that a list sent just now may come into force at
    public static Problem priceListTooSoon(Instant earliest) {
        return of(
                Kind.PRICE_LIST_TOO_SOON,
                """
                Prices come into force at least five minutes after they are published, so that every worker knows them \
                in time. Nothing was changed. Publish them for a later time.""",
                Json.object().put("earliest", earliest).end());
    }

    /// There is no price for `operation` at `at`.
    public static Problem unpricedOperation(Operation operation, Instant at) {
        return of(
                Kind.UNPRICED_OPERATION,
                """
                No price is in force for this operation at this time. Nothing was changed. \
                Check its code in the price list.""",
                Json.object().put("operation", operation.value()).put("at", at).end());
    }

    public static Problem preconditionRequired() {
        return of(Kind.PRECONDITION_REQUIRED, """
                The request does not say which version it changes. Nothing was changed. \
                Read it first, and send its ETag in If-Match.""");
    }

    public static Problem rateLimited(int retryAfterSeconds) {
        return of(
                Kind.RATE_LIMITED,
                "Too many requests at once. Nothing was decided: send the same request again a little later.",
                retryAfterSeconds);
    }

    public static Problem internalError() {
        return of(Kind.INTERNAL_ERROR, """
                The fault is ours and is recorded. What was booked before is not affected. \
                Send the same request again: the answer tells whether it took effect. \
                If it goes wrong again, tell us the instance.""");
    }

    public static Problem temporarilyUnavailable(int retryAfterSeconds) {
        return of(Kind.TEMPORARILY_UNAVAILABLE, """
                The accounts did not answer in time. Nothing is lost: \
                send the same request again a little later, and the answer tells the truth.""", retryAfterSeconds);
    }

    static Json.Members errors(List<Violation> errors) {
        return Json.object()
                .put("errors", errors.stream().map(Violation::json).toList())
                .end();
    }

    /// The problem as the body of an answer.
    ///
    /// @param instance the request's id, by which it is found again
    Json.Members json(String instance) {
        var json = Json.object()
                .put("type", kind.type())
                .put("title", kind.title())
                .put("status", kind.status())
                .put("detail", detail)
                .put("code", kind.code())
                .put("instance", instance);
        members.values().forEach(json::put);
        return json.end();
    }
}
