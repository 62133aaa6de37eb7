package credits.wire;

import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.Reference;
import credits.money.Quantity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The request to authorize a use.
///
/// @param organisation the organisation whose credits are used; empty for the token's own
/// @param expiresIn how long the cost is held; empty to debit at once
/// @param member who will use it
/// @param reference what it will be used on
public record AuthorizationBody(
        Optional<OrganisationId> organisation,
        Operation operation,
        Quantity quantity,
        Optional<Duration> expiresIn,
        Optional<MemberId> member,
        Optional<Reference> reference) {
    private static final String EXPIRES_IN = "expires_in";
    private static final String CAPTURE = "capture";
    private static final Set<String> FIELDS =
            Set.of("organisation", "operation", "quantity", EXPIRES_IN, CAPTURE, "member", "reference");
    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(1);

    static final String QUANTITY_RULE = "must be a decimal string above 0 and below 10^12, with up to 6 decimals";

    /// Parses the body of `request`; any other form throws [Malformed].
    public static AuthorizationBody parse(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, FIELDS);
        return new AuthorizationBody(
                fields.makeOptional("organisation", OrganisationId::new),
                fields.make("operation", Operation::new),
                fields.read("quantity", Quantity::parse, QUANTITY_RULE),
                expiresIn(fields),
                fields.makeOptional("member", MemberId::new),
                fields.makeOptional("reference", Reference::new));
    }

    private static Optional<Duration> expiresIn(Fields fields) {
        boolean capture = fields.has(CAPTURE) && fields.truth(CAPTURE);
        if (!fields.has(EXPIRES_IN)) return capture ? Optional.empty() : Optional.of(USUAL);
        if (capture) throw fields.wrong(EXPIRES_IN, "must be absent where capture is true: nothing is held");
        long seconds = fields.wholeNumber(EXPIRES_IN);
        if (seconds < 1 || seconds > LONGEST.toSeconds())
            throw fields.wrong(EXPIRES_IN, "must be 1 to " + LONGEST.toSeconds() + " seconds");
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /// Returns the parsed request without its organisation.
    public Json.Members json() {
        return Json.object()
                .put("operation", operation.value())
                .put("quantity", quantity.toString())
                .put(EXPIRES_IN, expiresIn.map(Duration::toSeconds).orElse(0L))
                .put("member", member.map(MemberId::value).orElse(""))
                .put("reference", reference.map(Reference::value).orElse(""))
                .end();
    }
}
