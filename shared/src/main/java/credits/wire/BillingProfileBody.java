package credits.wire;

import credits.identity.EmailAddress;
import credits.topup.Buyer;
import credits.topup.VatId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The billing profile of an organisation in JSON, as members send it and as we return it.
public final class BillingProfileBody {
    private static final Set<String> FIELDS = Set.of("legal_name", "address", "vat_id", "language", "email");
    private static final Set<String> ADDRESS = Set.of("line1", "line2", "postal_code", "city", "region", "country");
    private static final Set<String> LANGUAGES = Set.of("en", "it", "de", "fr", "es");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern BLANKS = Pattern.compile("[ .-]");
    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_CODE = 20;

    private final List<Violation> errors = new ArrayList<>();

    private BillingProfileBody() {}

    /// Parses the body of `request`. A body of any other form throws [Malformed]. A profile that no invoice can be made
    /// out to throws [Rejected] with 422, with all errors at once.
    public static Buyer parse(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, FIELDS);
        return new BillingProfileBody().buyer(fields, fields.object("address", ADDRESS));
    }

    private Buyer buyer(Fields fields, Fields address) {
        var country = address.text("country");
        if (!COUNTRIES.contains(country)) wrong("/address/country", "must be an ISO 3166-1 code of two letters");
        var language = fields.text("language");
        if (!LANGUAGES.contains(language)) wrong("/language", "must be one of en, it, de, fr, es");
        var name = required(fields, "legal_name", "/legal_name", LONGEST_NAME);
        var line1 = required(address, "line1", "/address/line1", LONGEST_LINE);
        var line2 = optional(address, "line2", "/address/line2");
        var postalCode = required(address, "postal_code", "/address/postal_code", LONGEST_CODE);
        var city = required(address, "city", "/address/city", LONGEST_LINE);
        var region = optional(address, "region", "/address/region");
        var vatId = vatId(fields, country);
        var email = email(fields);
        if (!errors.isEmpty()) throw new Rejected(PaymentProblems.invalidBillingProfile(errors));
        return new Buyer(name, line1, line2, postalCode, city, region, country, vatId, language, email);
    }

    private String required(Fields fields, String name, String place, int longest) {
        var text = fields.text(name).strip();
        if (text.isEmpty()) wrong(place, "must not be empty");
        if (text.length() > longest) wrong(place, "must have at most " + longest + " characters");
        return text;
    }

    private Optional<String> optional(Fields fields, String name, String place) {
        var _ = fields.required(name);
        var text = fields.optionalText(name).map(String::strip).filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().length() > LONGEST_LINE)
            wrong(place, "must have at most " + LONGEST_LINE + " characters");
        return text;
    }

    private Optional<VatId> vatId(Fields fields, String country) {
        var _ = fields.required("vat_id");
        var number = fields.optionalText("vat_id")
                .map(text -> BLANKS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
        if (number.isEmpty()) return Optional.empty();
        try {
            var id = new VatId(number.get(), VatId.Status.UNVERIFIED);
            if (!id.country().equals(country))
                wrong("/vat_id", "must begin with the two letters of the address's country");
            return Optional.of(id);
        } catch (IllegalArgumentException otherForm) {
            wrong("/vat_id", String.valueOf(otherForm.getMessage()));
            return Optional.empty();
        }
    }

    private String email(Fields fields) {
        var text = fields.text("email").strip();
        try {
            return new EmailAddress(text).value();
        } catch (IllegalArgumentException otherForm) {
            wrong("/email", String.valueOf(otherForm.getMessage()));
            return text;
        }
    }

    private void wrong(String place, String rule) {
        errors.add(new Violation(place, rule));
    }

    /// Returns the profile as JSON.
    ///
    /// @param isRequired whether the profile must be saved before credits can be bought
    public static Json.Members json(Optional<Buyer> buyer, boolean isRequired) {
        var vatId = buyer.flatMap(Buyer::vatId);
        return Json.object()
                .putOptional("legal_name", buyer.map(Buyer::legalName))
                .put("address", buyer.map(BillingProfileBody::address).orElse(new Json.Null()))
                .putOptional("vat_id", vatId.map(VatId::number))
                .putOptional("vat_id_status", vatId.map(id -> id.status().name().toLowerCase(Locale.ROOT)))
                .putOptional("vat_id_checked_at", vatId.flatMap(VatId::evidence).map(VatId.Evidence::at))
                .putOptional("language", buyer.map(Buyer::language))
                .putOptional("email", buyer.map(Buyer::email))
                .put("required", isRequired)
                .end();
    }

    private static Json address(Buyer buyer) {
        return Json.object()
                .put("line1", buyer.line1())
                .putOptional("line2", buyer.line2())
                .put("postal_code", buyer.postalCode())
                .put("city", buyer.city())
                .putOptional("region", buyer.region())
                .put("country", buyer.country())
                .end();
    }
}
