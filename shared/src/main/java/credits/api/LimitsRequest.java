package credits.api;

import credits.account.AlertRecipients;
import credits.account.AlertValue;
import credits.account.AlertValue.FixedAmount;
import credits.account.UsageAlerts;
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
import java.util.stream.Stream;

/// The request to change the limits and their recipients. It replaces all of them, so all are required, but for these:
/// the alerts are either `alert_values`, or `alert_threshold` and, if there is one, `early_alert_threshold`; and no
/// `forecast_alert` means none. A `null` limit means none. `null` recipients stand for the member alone, if the token
/// has a verified address; an empty list notifies nobody.
///
/// @param alerts in the order of their amounts
/// @param alertRecipients at most [AlertRecipients#MAX_RECIPIENTS] distinct addresses
public record LimitsRequest(UsageAlerts alerts, Optional<Eur> allowedLimit, List<EmailAddress> alertRecipients) {
    static final String EARLY_ALERT_THRESHOLD = "early_alert_threshold";
    static final String ALERT_THRESHOLD = "alert_threshold";
    static final String ALLOWED_LIMIT = "allowed_limit";
    static final String FORECAST_ALERT = "forecast_alert";
    private static final String ALERT_RECIPIENTS = "alert_recipients";
    private static final Set<String> FIELDS = Set.of(
            EARLY_ALERT_THRESHOLD,
            ALERT_THRESHOLD,
            ALLOWED_LIMIT,
            AlertValuesField.NAME,
            FORECAST_ALERT,
            ALERT_RECIPIENTS);

    // Accepts any amount. Which amounts can be limits is a separate check with a helpful error.
    static final String DECIMAL = "-?[0-9]{1,40}(\\.[0-9]{1,40})?";
    private static final Pattern DECIMAL_PATTERN = Pattern.compile(DECIMAL);
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

    public LimitsRequest {
        alertRecipients = List.copyOf(alertRecipients);
    }

    /// Parses the body of `request`. A text that is not an amount throws [credits.json.InvalidInputException]. An
    /// amount that cannot be a limit, or a text that is not an e-mail address, throws [ProblemException] with 422.
    public static LimitsRequest parse(ApiRequest request) {
        var malformed = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, FIELDS, malformed);
        var alertTexts = malformed.read(() -> AlertTexts.of(fields));
        var forecast = malformed.read(() -> fields.hasValue(FORECAST_ALERT) && fields.booleanValue(FORECAST_ALERT));
        var limitText = malformed.read(() -> decimal(fields, ALLOWED_LIMIT));
        var recipientTexts = malformed.read(() -> fields.textsOrEmpty(ALERT_RECIPIENTS));
        malformed.throwIfAny();
        var errors = new ArrayList<FieldError>();
        var limit = limitText.get().flatMap(text -> parseLimit(text, ALLOWED_LIMIT, errors));
        var alerts = alertTexts.get().parse(limit, errors);
        var recipients = fields.hasValue(ALERT_RECIPIENTS)
                ? parseRecipients(recipientTexts.get(), errors)
                : ClaimMapping.verifiedEmail(request).stream().toList();
        if (!errors.isEmpty()) throw new ProblemException(Problem.invalidLimits(errors));
        return new LimitsRequest(new UsageAlerts(alerts, forecast.get()).orderedUnder(limit), limit, recipients);
    }

    // Either a list of values, or the two amounts that there were before.
    private record AlertTexts(List<String> values, Optional<String> early, Optional<String> threshold) {
        static AlertTexts of(JsonFields fields) {
            if (!fields.hasValue(AlertValuesField.NAME)) {
                var early = fields.hasValue(EARLY_ALERT_THRESHOLD)
                        ? decimal(fields, EARLY_ALERT_THRESHOLD)
                        : Optional.<String>empty();
                return new AlertTexts(List.of(), early, decimal(fields, ALERT_THRESHOLD));
            }
            for (var other : List.of(EARLY_ALERT_THRESHOLD, ALERT_THRESHOLD)) {
                if (fields.hasValue(other)) throw fields.invalid(other, "must not be given beside alert_values");
            }
            return new AlertTexts(AlertValuesField.texts(fields), Optional.empty(), Optional.empty());
        }

        List<AlertValue> parse(Optional<Eur> limit, List<FieldError> errors) {
            if (!values.isEmpty()) return AlertValuesField.parse(values, limit, errors);
            var earlyAmount = early.flatMap(text -> parseLimit(text, EARLY_ALERT_THRESHOLD, errors));
            var amount = threshold.flatMap(text -> parseLimit(text, ALERT_THRESHOLD, errors));
            if (amount.isPresent() && limit.filter(amount.get()::isGreaterThan).isPresent())
                errors.add(new FieldError("/" + ALERT_THRESHOLD, "must be lower than or equal to the allowed limit"));
            if (earlyAmount.isPresent()
                    && errors.isEmpty()
                    && amount.filter(each -> each.isGreaterThan(earlyAmount.get()))
                            .isEmpty())
                errors.add(new FieldError("/" + EARLY_ALERT_THRESHOLD, "must be lower than the alert threshold"));
            return Stream.of(earlyAmount, amount)
                    .flatMap(Optional::stream)
                    .<AlertValue>map(FixedAmount::new)
                    .toList();
        }
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
                        .filter(decimal -> DECIMAL_PATTERN.matcher(decimal).matches()),
                "must be a decimal string, such as \"150.00\", or null"));
    }

    static Optional<Eur> parseLimit(String decimal, String name, List<FieldError> errors) {
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
