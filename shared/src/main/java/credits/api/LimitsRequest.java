package credits.api;

import credits.account.AlertRecipients;
import credits.account.SpendingLimits;
import credits.http.ApiRequest;
import credits.http.ClaimMapping;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.EmailAddress;
import credits.json.FieldError;
import credits.json.InputErrors;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Eur;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The request to change the limits and their recipients. It replaces all of them, so all are required, except that no
/// early alert threshold means none. A `null` limit means none. `null` recipients stand for the member alone, if the
/// token has a verified address; an empty list
/// notifies nobody.
///
/// @param alertRecipients at most [AlertRecipients#MAX_RECIPIENTS] distinct addresses
public record LimitsRequest(
        Optional<Eur> earlyAlertThreshold,
        Optional<Eur> alertThreshold,
        Optional<Eur> allowedLimit,
        List<EmailAddress> alertRecipients) {
    private static final String EARLY_ALERT_THRESHOLD = "early_alert_threshold";
    private static final String ALERT_THRESHOLD = "alert_threshold";
    private static final String ALLOWED_LIMIT = "allowed_limit";
    private static final String ALERT_RECIPIENTS = "alert_recipients";
    private static final Set<String> FIELDS =
            Set.of(EARLY_ALERT_THRESHOLD, ALERT_THRESHOLD, ALLOWED_LIMIT, ALERT_RECIPIENTS);

    // Accepts any amount. Which amounts can be limits is a separate check with a helpful error.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

    public LimitsRequest {
        alertRecipients = List.copyOf(alertRecipients);
    }

    /// Parses the body of `request`. A text that is not an amount throws [credits.json.InvalidInputException]. An
    /// amount that cannot be a limit, or a text that is not an e-mail address, throws [ProblemException] with 422.
    public static LimitsRequest parse(ApiRequest request) {
        var malformed = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, FIELDS, malformed);
        var earlyText = malformed.read(() -> fields.hasValue(EARLY_ALERT_THRESHOLD)
                ? decimal(fields, EARLY_ALERT_THRESHOLD)
                : Optional.<String>empty());
        var alertText = malformed.read(() -> decimal(fields, ALERT_THRESHOLD));
        var limitText = malformed.read(() -> decimal(fields, ALLOWED_LIMIT));
        var recipientTexts = malformed.read(() -> fields.textsOrEmpty(ALERT_RECIPIENTS));
        malformed.throwIfAny();
        var errors = new ArrayList<FieldError>();
        var early = earlyText.get().flatMap(text -> parseLimit(text, EARLY_ALERT_THRESHOLD, errors));
        var alert = alertText.get().flatMap(text -> parseLimit(text, ALERT_THRESHOLD, errors));
        var limit = limitText.get().flatMap(text -> parseLimit(text, ALLOWED_LIMIT, errors));
        if (alert.isPresent() && limit.isPresent() && alert.get().isGreaterThan(limit.get())) {
            errors.add(new FieldError("/" + ALERT_THRESHOLD, "must be lower than or equal to the allowed limit"));
        }
        if (early.isPresent() && errors.isEmpty() && !SpendingLimits.isBelow(early.get(), alert))
            errors.add(new FieldError("/" + EARLY_ALERT_THRESHOLD, "must be lower than the alert threshold"));
        var recipients = fields.hasValue(ALERT_RECIPIENTS)
                ? parseRecipients(recipientTexts.get(), errors)
                : ClaimMapping.verifiedEmail(request).stream().toList();
        if (!errors.isEmpty()) throw new ProblemException(Problem.invalidLimits(errors));
        return new LimitsRequest(early, alert, limit, recipients);
    }

    private static List<EmailAddress> parseRecipients(List<String> texts, List<FieldError> errors) {
        if (texts.size() > AlertRecipients.MAX_RECIPIENTS) {
            var rule = "must have at most " + AlertRecipients.MAX_RECIPIENTS + " addresses";
            errors.add(new FieldError("/" + ALERT_RECIPIENTS, rule));
            return List.of();
        }
        var recipients = new ArrayList<EmailAddress>();
        for (int i = 0; i < texts.size(); i++) {
            var place = "/" + ALERT_RECIPIENTS + "/" + i;
            try {
                var address = new EmailAddress(texts.get(i));
                if (recipients.stream().anyMatch(address::isSameMailbox))
                    errors.add(new FieldError(place, "is listed twice"));
                recipients.add(address);
            } catch (IllegalArgumentException noAddress) {
                errors.add(new FieldError(place, String.valueOf(noAddress.getMessage())));
            }
        }
        return recipients;
    }

    private static Optional<String> decimal(JsonFields fields, String name) {
        if (fields.required(name) instanceof Json.JsonNull) return Optional.empty();
        return Optional.of(fields.parse(
                name,
                text -> Optional.of(text)
                        .filter(decimal -> DECIMAL.matcher(decimal).matches()),
                "must be a decimal string, such as \"150.00\", or null"));
    }

    private static Optional<Eur> parseLimit(String decimal, String name, List<FieldError> errors) {
        if (LIMIT.matcher(decimal).matches()) return Eur.parse(decimal);
        errors.add(new FieldError("/" + name, ruleBrokenBy(decimal)));
        return Optional.empty();
    }

    private static String ruleBrokenBy(String decimal) {
        if (decimal.startsWith("-")) return "must not be negative";
        int point = decimal.indexOf('.');
        if (point >= 0 && decimal.length() - point > 3) return "must have at most two decimals";
        return "must be below EUR 1,000,000,000";
    }
}
