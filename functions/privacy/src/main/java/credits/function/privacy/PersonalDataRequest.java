package credits.function.privacy;

import credits.function.privacy.DataSubject.EntireOrganisation;
import credits.function.privacy.DataSubject.Person;
import credits.http.ApiRequest;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.json.InputErrors;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The request to export or to erase personal data.
///
/// @param reason why, for the audit, such as the number of the person's request; 1 to 200 characters
/// @param after where an export continues; empty for its first page
record PersonalDataRequest(
        OrganisationId organisation, DataSubject subject, String reason, Optional<ExportPosition> after) {
    private static final Set<String> ERASURE_FIELDS =
            Set.of("organisation", "member", "email", "entire_organisation", "reason");
    private static final Set<String> EXPORT_FIELDS =
            Set.of("organisation", "member", "email", "entire_organisation", "reason", "after");
    private static final Pattern REASON = Pattern.compile("[^\\p{C}]{1,200}");

    /// Parses the body of an erasure. Any other form throws [InvalidInputException].
    static PersonalDataRequest parseErasure(ApiRequest request) {
        return parse(request, ERASURE_FIELDS);
    }

    /// Parses the body of an export. Any other form throws [InvalidInputException].
    static PersonalDataRequest parseExport(ApiRequest request) {
        return parse(request, EXPORT_FIELDS);
    }

    private static PersonalDataRequest parse(ApiRequest request, Set<String> names) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, names, errors);
        var organisation = errors.read(() -> fields.create("organisation", OrganisationId::new));
        var subject = errors.read(() -> subject(fields));
        var reason = errors.read(() -> fields.parse(
                "reason",
                text -> Optional.of(text)
                        .filter(each -> REASON.matcher(each).matches())
                        .filter(each -> !each.isBlank()),
                "must be 1 to 200 characters, not only spaces"));
        var after = errors.read(() -> fields.createOptional("after", ExportPosition::parse));
        errors.throwIfAny();
        return new PersonalDataRequest(organisation.get(), subject.get(), reason.get(), after.get());
    }

    // Leaving out the person must not erase everybody, so that has to be said.
    private static DataSubject subject(JsonFields fields) {
        var member = fields.createOptional("member", MemberId::new);
        var email = fields.createOptional("email", EmailAddress::new);
        boolean isEntire = fields.hasValue("entire_organisation") && fields.booleanValue("entire_organisation");
        boolean isPerson = member.isPresent() || email.isPresent();
        if (isEntire == isPerson)
            throw fields.invalid(
                    "member", "name a member, an email or both, or else send \"entire_organisation\": true");
        return isEntire ? new EntireOrganisation() : new Person(member, email);
    }
}
