package credits.api;

import credits.http.ApiRequest;
import credits.http.ProblemException;
import credits.identity.EmailAddress;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.CodiceFiscale;
import credits.invoicing.DocumentCharacters;
import credits.invoicing.ElectronicAddress;
import credits.invoicing.EuVatArea;
import credits.invoicing.SdiAddressee;
import credits.invoicing.VatId;
import credits.json.FieldError;
import credits.json.InputErrors;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The billing profile of an organisation in JSON, as members send it and as we return it.
public final class BillingProfileJson {
    private static final String BUYER_REFERENCE = BuyerReferencesJson.BUYER_REFERENCE;
    private static final String PURCHASE_ORDER = BuyerReferencesJson.PURCHASE_ORDER;
    private static final String ELECTRONIC_ADDRESS = "electronic_address";
    private static final String CODICE_FISCALE = "codice_fiscale";
    private static final String SDI_CODE = "sdi_code";
    private static final String PEC = "pec";
    private static final Set<String> FIELDS = Set.of(
            "legal_name",
            "address",
            "vat_id",
            "language",
            "email",
            BUYER_REFERENCE,
            PURCHASE_ORDER,
            ELECTRONIC_ADDRESS,
            CODICE_FISCALE,
            SDI_CODE,
            PEC);
    private static final Set<String> ADDRESS_FIELDS =
            Set.of("line1", "line2", "postal_code", "city", "region", "country");
    private static final Set<String> LANGUAGES = Set.of("en", "it", "de", "fr", "es");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern SEPARATORS = Pattern.compile("[ .-]");
    private static final Pattern SDI_CODE_FORMAT = Pattern.compile("[0-9A-Z]{7}");
    private static final int MAX_NAME_LENGTH = 150;
    private static final int MAX_LINE_LENGTH = 100;
    private static final int MAX_POSTAL_CODE_LENGTH = 20;

    private final InputErrors malformed = new InputErrors();
    private final List<FieldError> errors = new ArrayList<>();

    private BillingProfileJson() {}

    /// Parses the body of `request`. A body of any other form throws [credits.json.InvalidInputException]. A
    /// profile that no invoice can be made out to throws [ProblemException] with 422. Both have all errors at once.
    public static BillingProfile parse(ApiRequest request) {
        return new BillingProfileJson().parseProfile(request.jsonBody());
    }

    private BillingProfile parseProfile(Json body) {
        var root = JsonFields.strict(body, JsonPointer.ROOT, FIELDS, malformed);
        Supplier<JsonFields> fields = () -> root;
        var address = malformed.read(() -> root.object("address", ADDRESS_FIELDS, malformed));
        var country = text(address, "country");
        if (!COUNTRIES.contains(country)) addError("/address/country", "must be an ISO 3166-1 code of two letters");
        var language = text(fields, "language");
        if (!LANGUAGES.contains(language)) addError("/language", "must be one of en, it, de, fr, es");
        var name = requiredText(fields, "legal_name", "/legal_name", MAX_NAME_LENGTH);
        var line1 = requiredText(address, "line1", "/address/line1", MAX_LINE_LENGTH);
        var line2 = optionalText(address, "line2", "/address/line2");
        var postalCode = requiredText(address, "postal_code", "/address/postal_code", MAX_POSTAL_CODE_LENGTH);
        var city = requiredText(address, "city", "/address/city", MAX_LINE_LENGTH);
        var region = optionalText(address, "region", "/address/region");
        var vatId = parseVatId(fields, country);
        var email = text(fields, "email").strip();
        checkEmail(email, "email");
        var references = new BuyerReferences(
                reference(fields, BUYER_REFERENCE),
                reference(fields, PURCHASE_ORDER),
                parseElectronicAddress(fields),
                parseSdiAddressee(fields));
        malformed.throwIfAny();
        if (!errors.isEmpty()) throw new ProblemException(PaymentProblems.invalidBillingProfile(errors));
        return new BillingProfile(
                name, line1, line2, postalCode, city, region, country, vatId, language, email, references);
    }

    private String text(Supplier<JsonFields> fields, String name) {
        return malformed.read(() -> fields.get().text(name), "");
    }

    private Optional<String> optionalText(Supplier<JsonFields> fields, String name) {
        return malformed
                .read(() -> fields.get().optionalText(name), Optional.<String>empty())
                .map(String::strip);
    }

    private String requiredText(Supplier<JsonFields> fields, String name, String pointer, int maxLength) {
        var text = text(fields, name).strip();
        if (text.isEmpty()) addError(pointer, "must not be empty");
        checkText(text, pointer, maxLength);
        return text;
    }

    private Optional<String> optionalText(Supplier<JsonFields> fields, String name, String pointer) {
        var text = optionalText(fields, name).filter(given -> !given.isEmpty());
        text.ifPresent(given -> checkText(given, pointer, MAX_LINE_LENGTH));
        return text;
    }

    private void checkText(String text, String pointer, int maxLength) {
        if (text.length() > maxLength) addError(pointer, "must have at most " + maxLength + " characters");
        if (!DocumentCharacters.areShown(text))
            addError(pointer, "must be in Latin, Greek or Cyrillic letters, because invoices can show no others");
    }

    private Optional<VatId> parseVatId(Supplier<JsonFields> fields, String country) {
        var number = code(fields, "vat_id");
        if (number.isEmpty()) return Optional.empty();
        try {
            var id = new VatId(number.get(), VatId.Status.UNVERIFIED);
            if (!EuVatArea.hasNumbersOf(country, id))
                addError("/vat_id", "must begin with the two letters of the address's country");
            else if (!id.isOfTheEu()) addError("/vat_id", "must be a VAT number of the EU; leave others out");
            else if (!id.isWellFormed())
                addError("/vat_id", "must have the length and the check digits of the country's VAT numbers");
            return Optional.of(id);
        } catch (IllegalArgumentException otherForm) {
            addError("/vat_id", String.valueOf(otherForm.getMessage()));
            return Optional.empty();
        }
    }

    // A code or number, which people write with and without separators.
    private Optional<String> code(Supplier<JsonFields> fields, String name) {
        return optionalText(fields, name)
                .map(text -> SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }

    private void checkEmail(String text, String name) {
        try {
            var _ = new EmailAddress(text);
        } catch (IllegalArgumentException otherForm) {
            addError("/" + name, String.valueOf(otherForm.getMessage()));
        }
    }

    private SdiAddressee parseSdiAddressee(Supplier<JsonFields> fields) {
        var taxCode = code(fields, CODICE_FISCALE);
        if (taxCode.filter(code -> !CodiceFiscale.isWellFormed(code)).isPresent())
            addError("/" + CODICE_FISCALE, "must have 16 characters or 11 digits, and the right check character");
        var sdiCode = code(fields, SDI_CODE);
        if (sdiCode.filter(code -> !SDI_CODE_FORMAT.matcher(code).matches()).isPresent())
            addError("/" + SDI_CODE, "must have seven letters and digits");
        var pec = optionalText(fields, PEC).filter(given -> !given.isEmpty());
        pec.ifPresent(given -> checkEmail(given, PEC));
        return new SdiAddressee(taxCode, sdiCode, pec);
    }

    private Optional<String> reference(Supplier<JsonFields> fields, String name) {
        var text = optionalText(fields, name).filter(given -> !given.isEmpty());
        text.ifPresent(given -> checkText(given, "/" + name, BuyerReferencesJson.MAX_LENGTH));
        return text;
    }

    private Optional<ElectronicAddress> parseElectronicAddress(Supplier<JsonFields> fields) {
        var text = optionalText(fields, ELECTRONIC_ADDRESS).filter(given -> !given.isEmpty());
        var address = text.flatMap(ElectronicAddress::parse);
        if (text.isPresent() && address.isEmpty())
            addError(
                    "/" + ELECTRONIC_ADDRESS,
                    "must be the code of a scheme, a colon and an address in it, such as 0204:991-01234-44");
        return address;
    }

    private void addError(String pointer, String rule) {
        errors.add(new FieldError(pointer, rule));
    }

    /// Returns the profile as JSON.
    ///
    /// @param isRequired whether the profile must be saved before credits can be bought
    public static Json.JsonObject toJson(Optional<BillingProfile> buyer, boolean isRequired) {
        var vatId = buyer.flatMap(BillingProfile::vatId);
        var references = buyer.map(BillingProfile::references);
        var addressee = references.map(BuyerReferences::sdiAddressee);
        return Json.object()
                .putOptional("legal_name", buyer.map(BillingProfile::legalName))
                .put("address", buyer.map(BillingProfileJson::addressJson).orElse(new Json.JsonNull()))
                .putOptional("vat_id", vatId.map(VatId::number))
                .putOptional("vat_id_status", vatId.map(id -> id.status().name().toLowerCase(Locale.ROOT)))
                .putOptional("vat_id_checked_at", vatId.flatMap(VatId::evidence).map(VatId.Evidence::checkedAt))
                .putOptional("language", buyer.map(BillingProfile::language))
                .putOptional("email", buyer.map(BillingProfile::email))
                .putOptional(BUYER_REFERENCE, references.flatMap(BuyerReferences::buyerReference))
                .putOptional(PURCHASE_ORDER, references.flatMap(BuyerReferences::purchaseOrder))
                .putOptional(ELECTRONIC_ADDRESS, references.flatMap(BuyerReferences::electronicAddress))
                .putOptional(CODICE_FISCALE, addressee.flatMap(SdiAddressee::codiceFiscale))
                .putOptional(SDI_CODE, addressee.flatMap(SdiAddressee::sdiCode))
                .putOptional(PEC, addressee.flatMap(SdiAddressee::pec))
                .put("required", isRequired)
                .build();
    }

    private static Json addressJson(BillingProfile buyer) {
        return Json.object()
                .put("line1", buyer.line1())
                .putOptional("line2", buyer.line2())
                .put("postal_code", buyer.postalCode())
                .put("city", buyer.city())
                .putOptional("region", buyer.region())
                .put("country", buyer.country())
                .build();
    }
}
