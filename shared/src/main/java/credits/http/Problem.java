package credits.http;

import credits.identity.Operation;
import credits.json.FieldError;
import credits.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// An error response in the form of RFC 9457. Every type has a page in `docs/problems`.
///
/// @param detail what happened, that nothing was charged or lost (if that is so), and what to do next
/// @param extensions further members, for programs to react to
/// @param retryAfterSeconds when to repeat the same call
public record Problem(
        ProblemType type, String detail, Json.JsonObject extensions, Optional<Integer> retryAfterSeconds) {
    private static final String PAGES = "/v1/problems/";
    private static final Json.JsonObject NO_EXTENSIONS = Json.object().build();

    /// The types of problems, each with its status.
    public enum ProblemType {
        INVALID_REQUEST(400, "Invalid request"),
        INVALID_SIGNATURE(400, "Invalid signature"),
        UNAUTHORIZED(401, "Authentication required"),
        INSUFFICIENT_CREDITS(402, "Insufficient credits"),
        SPENDING_LIMIT_REACHED(403, "Monthly limit reached"),
        CLAIM_REQUIRED(403, "Missing or invalid token claim"),
        PERMISSION_REQUIRED(403, "Permission required"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        TOO_MANY_AUTHORIZATIONS(409, "Too many open authorizations"),
        AUTHORIZATION_SETTLED(409, "Authorization already settled"),
        AUTHORIZATION_EXPIRED(410, "Authorization expired"),
        PRICE_LIST_EXISTS(409, "Price list already exists"),
        INVOICE_NOT_READY(409, "Document not ready"),
        INVOICE_NOT_REISSUABLE(409, "Invoice cannot be reissued"),
        BILLING_PROFILE_REQUIRED(409, "Billing profile required"),
        PRECONDITION_FAILED(412, "Version conflict"),
        PAYLOAD_TOO_LARGE(413, "Request body too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
        INVALID_LIMITS(422, "Invalid limits"),
        INVALID_AMOUNT(422, "Invalid amount"),
        IDEMPOTENCY_CONFLICT(422, "Idempotency key already used"),
        PRICE_LIST_TOO_SOON(422, "Effective time too soon"),
        UNPRICED_OPERATION(422, "Operation without a price"),
        INVALID_BILLING_PROFILE(422, "Invalid billing profile"),
        PRECONDITION_REQUIRED(428, "If-Match header required"),
        TOO_MANY_TOP_UPS(429, "Too many open top-ups"),
        DAILY_TOP_UPS_REACHED(429, "Daily limit of top-ups reached"),
        DAILY_ADJUSTMENTS_REACHED(429, "Daily maximum of adjustments reached"),
        RATE_LIMITED(429, "Too many requests"),
        INTERNAL_ERROR(500, "Internal error"),
        TEMPORARILY_UNAVAILABLE(503, "Temporarily unavailable");

        private final int status;
        private final String title;

        ProblemType(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /// Returns the code in responses, which is also the name of the type's page.
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Returns the path of the type's page on every host of the API.
        public String path() {
            return PAGES + code();
        }
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, NO_EXTENSIONS, Optional.empty());
    }

    public static Problem of(ProblemType type, String detail, Json.JsonObject members) {
        return new Problem(type, detail, members, Optional.empty());
    }

    public static Problem of(ProblemType type, String detail, int retryAfterSeconds) {
        return of(type, detail, NO_EXTENSIONS, retryAfterSeconds);
    }

    public static Problem of(ProblemType type, String detail, Json.JsonObject members, int retryAfterSeconds) {
        return new Problem(type, detail, members, Optional.of(retryAfterSeconds));
    }

    public static Problem invalidRequest(List<FieldError> errors) {
        return of(
                ProblemType.INVALID_REQUEST,
                "Nothing was changed. Correct the errors and send the request again.",
                errors(errors));
    }

    public static Problem invalidRequest(String pointer, String detail) {
        return invalidRequest(List.of(new FieldError(pointer, detail)));
    }

    public static Problem unauthorized() {
        return of(ProblemType.UNAUTHORIZED, """
                The request has no valid access token. Nothing was changed. Sign in and try again.""");
    }

    /// The token does not identify the caller.
    ///
    /// @param claim the claim that is missing or is not a valid id
    public static Problem claimRequired(String claim) {
        return of(
                ProblemType.CLAIM_REQUIRED,
                """
                The access token's %s claim is missing or is not 1 to 64 characters of 0-9 A-Z a-z . _ : -. \
                Nothing was changed. Sign in to an organisation, or contact the administrator of the identity \
                provider.""".formatted(claim),
                Json.object().put("claim", claim).build());
    }

    public static Problem permissionRequired(ApiPermission permission) {
        return of(
                ProblemType.PERMISSION_REQUIRED,
                """
                You need the %s permission. Nothing was changed. Ask an owner of your organisation.""".formatted(permission),
                Json.object().put("permission", permission.toString()).build());
    }

    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND, """
                The resource does not exist or belongs to another organisation. Check the URL and the \
                organisation you are signed in to.""");
    }

    public static Problem methodNotAllowed() {
        return of(ProblemType.METHOD_NOT_ALLOWED, """
                This URL has no such method. Nothing was changed. Use one of the methods in the Allow header.""");
    }

    public static Problem preconditionFailed() {
        return of(ProblemType.PRECONDITION_FAILED, """
                The resource was modified after you read it. This request changed nothing. Read it again and, \
                if you still want your change, send it with the new ETag in If-Match.""");
    }

    public static Problem payloadTooLarge(int maxBytes) {
        return of(
                ProblemType.PAYLOAD_TOO_LARGE,
                "The request body is larger than " + maxBytes + " bytes. Nothing was changed. Send a smaller one.",
                Json.object().put("maximum_bytes", maxBytes).build());
    }

    public static Problem unsupportedMediaType(Set<String> mediaTypes) {
        return of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "The request body must be JSON. Nothing was changed. Send it with Content-Type: "
                        + String.join(" or ", new TreeSet<>(mediaTypes)) + ".");
    }

    public static Problem invalidLimits(List<FieldError> errors) {
        return of(
                ProblemType.INVALID_LIMITS,
                "The limits in force were not changed. Correct the errors and save again.",
                errors(errors));
    }

    /// An amount is well formed but not accepted.
    ///
    /// @param pointer the place of the amount in the body
    public static Problem invalidAmount(String pointer, String detail) {
        return of(
                ProblemType.INVALID_AMOUNT,
                "Nothing was changed. Correct the errors and send the request again with a new Idempotency-Key.",
                errors(List.of(new FieldError(pointer, detail))));
    }

    public static Problem idempotencyConflict() {
        return of(ProblemType.IDEMPOTENCY_CONFLICT, """
                This Idempotency-Key was already used for a different request or a usage report. Nothing was \
                changed. Use a new key for each new request, and reuse a key only to retry the same one.""");
    }

    /// A different list is already published for `effectiveFrom`.
    public static Problem priceListExists(Instant effectiveFrom) {
        return of(
                ProblemType.PRICE_LIST_EXISTS,
                """
                A different price list is already published for this time, and published lists never change. \
                Nothing was changed. Publish yours for another time.""",
                Json.object().put("effective_from", effectiveFrom).build());
    }

    /// A list would take effect before every worker has it.
    ///
    /// @param earliest the earliest effective time of a list published now
    public static Problem priceListTooSoon(Instant earliest) {
        return of(
                ProblemType.PRICE_LIST_TOO_SOON,
                """
                A price list must be published at least five minutes before it takes effect, so that every \
                worker has it in time. Nothing was changed. Publish it for a later time.""",
                Json.object().put("earliest", earliest).build());
    }

    /// There is no price for `operation` at `at`.
    public static Problem unpricedOperation(Operation operation, Instant at) {
        return of(
                ProblemType.UNPRICED_OPERATION,
                """
                No price is in force for this operation at this time. Nothing was changed. Check the \
                operation's code in the price list.""",
                Json.object().put("operation", operation.value()).put("at", at).build());
    }

    public static Problem preconditionRequired() {
        return of(ProblemType.PRECONDITION_REQUIRED, """
                The request does not say which version it is based on. Nothing was changed. Read the resource \
                first, and send its ETag in If-Match.""");
    }

    public static Problem rateLimited(int retryAfterSeconds) {
        return of(ProblemType.RATE_LIMITED, """
                        Too many requests arrived at once, and this one was not processed. Send the same \
                        request again in a moment.""", retryAfterSeconds);
    }

    public static Problem internalError() {
        return of(ProblemType.INTERNAL_ERROR, """
                An error occurred on our side and has been recorded. Earlier bookings are not affected. \
                Retrying the same request is safe: it returns the original result if it took effect. If the \
                error persists, contact support and quote the instance.""");
    }

    public static Problem temporarilyUnavailable(int retryAfterSeconds) {
        return of(ProblemType.TEMPORARILY_UNAVAILABLE, """
                The service could not complete the request in time. Nothing is lost. Retrying the same \
                request is safe: it returns the original result if it took effect.""", retryAfterSeconds);
    }

    public static Json.JsonObject errors(List<FieldError> errors) {
        return Json.object()
                .put("errors", errors.stream().map(FieldError::toJson).toList())
                .build();
    }

    /// Returns the problem as the body of a response.
    ///
    /// @param origin the host of the pages, as in `https://api.example.com`; empty for a relative `type`
    /// @param instance the request ID, for finding the request in logs
    Json.JsonObject toJson(String origin, String instance) {
        var json = Json.object()
                .put("type", origin + type.path())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail)
                .put("code", type.code())
                .put("instance", instance);
        extensions.members().forEach(json::put);
        return json.build();
    }
}
