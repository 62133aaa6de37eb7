package credits.api;

import credits.http.ApiRequest;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UsageReference;
import credits.json.InputErrors;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Quantity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The request to authorize usage.
///
/// @param organisation the organisation whose credits are used; empty for the token's own
/// @param expiresIn how long the cost is held; empty to debit at once
/// @param member who will use it
/// @param reference what it will be used on
public record CreateAuthorizationRequest(
        Optional<OrganisationId> organisation,
        Operation operation,
        Quantity quantity,
        Optional<Duration> expiresIn,
        Optional<MemberId> member,
        Optional<UsageReference> reference) {
    private static final String EXPIRES_IN = "expires_in";
    private static final String CAPTURE = "capture";
    private static final Set<String> FIELDS =
            Set.of("organisation", "operation", "quantity", EXPIRES_IN, CAPTURE, "member", "reference");
    private static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(15);
    private static final Duration MAX_EXPIRY = Duration.ofDays(1);

    static final String QUANTITY_RULE = "must be a decimal string above 0 and below 10^12, with up to 6 decimals";

    /// Parses the body of `request`; any other form throws [credits.json.InvalidInputException].
    public static CreateAuthorizationRequest parse(ApiRequest request) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, FIELDS, errors);
        var organisation = errors.read(() -> fields.createOptional("organisation", OrganisationId::new));
        var operation = errors.read(() -> fields.create("operation", Operation::new));
        var quantity = errors.read(() -> fields.parse("quantity", Quantity::parse, QUANTITY_RULE));
        var capture = errors.read(() -> fields.hasValue(CAPTURE) && fields.booleanValue(CAPTURE));
        var expiresIn = errors.read(() -> parseExpiresIn(fields, capture.get()));
        var member = errors.read(() -> fields.createOptional("member", MemberId::new));
        var reference = errors.read(() -> fields.createOptional("reference", UsageReference::new));
        errors.throwIfAny();
        return new CreateAuthorizationRequest(
                organisation.get(), operation.get(), quantity.get(), expiresIn.get(), member.get(), reference.get());
    }

    private static Optional<Duration> parseExpiresIn(JsonFields fields, boolean capture) {
        if (!fields.hasValue(EXPIRES_IN)) return capture ? Optional.empty() : Optional.of(DEFAULT_EXPIRY);
        if (capture) throw fields.invalid(EXPIRES_IN, "must be absent if capture is true: nothing is held");
        long seconds = fields.wholeNumber(EXPIRES_IN);
        if (seconds < 1 || seconds > MAX_EXPIRY.toSeconds())
            throw fields.invalid(EXPIRES_IN, "must be 1 to " + MAX_EXPIRY.toSeconds() + " seconds");
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /// Returns the parsed request without its organisation.
    public Json.JsonObject toJson() {
        return Json.object()
                .put("operation", operation.value())
                .put("quantity", quantity.toString())
                .put(EXPIRES_IN, expiresIn.map(Duration::toSeconds).orElse(0L))
                .put("member", member.map(MemberId::value).orElse(""))
                .put("reference", reference.map(UsageReference::value).orElse(""))
                .build();
    }
}
