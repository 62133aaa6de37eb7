package credits.api;

import credits.http.ApiRequest;
import credits.identity.OrganisationName;
import credits.json.InputErrors;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// The request to change an organisation's name and time zone. It replaces both.
///
/// @param name empty for the name in the token
public record OrganisationRequest(Optional<OrganisationName> name, ZoneId timeZone) {
    private static final String NAME = "name";
    private static final String TIME_ZONE = "time_zone";

    /// Parses the body of `request`; any other form throws [credits.json.InvalidInputException].
    public static OrganisationRequest parse(ApiRequest request) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of(NAME, TIME_ZONE), errors);
        var name = errors.read(() -> fields.createOptional(NAME, OrganisationName::new));
        var timeZone = errors.read(() -> fields.parse(
                TIME_ZONE, OrganisationRequest::parseZone, "must be an IANA time zone, such as Europe/Rome"));
        errors.throwIfAny();
        return new OrganisationRequest(name.get(), timeZone.get());
    }

    // Java's own SystemV zones are not IANA's.
    private static Optional<ZoneId> parseZone(String text) {
        boolean isKnown = ZoneId.getAvailableZoneIds().contains(text) && !text.startsWith("SystemV/");
        return isKnown ? Optional.of(ZoneId.of(text)) : Optional.empty();
    }
}
