package credits.wire;

import credits.account.AlertRecipients;
import credits.identity.EmailAddress;
import credits.money.Eur;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The request to change the limits and their recipients. It replaces all three, so all of them are required. A `null`
/// limit means none. `null` recipients stand for the member alone, if the token has a verified address; an empty list
/// notifies nobody.
///
/// @param alertRecipients at most [AlertRecipients#MOST] distinct addresses
public record LimitsBody(Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, List<EmailAddress> alertRecipients) {
    private static final String ALERT_THRESHOLD = "alert_threshold";
    private static final String ALLOWED_LIMIT = "allowed_limit";
    private static final String ALERT_RECIPIENTS = "alert_recipients";
    private static final Set<String> FIELDS = Set.of(ALERT_THRESHOLD, ALLOWED_LIMIT, ALERT_RECIPIENTS);

    // Accepts any amount. Which amounts can be limits is a separate check with a helpful error.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

    public LimitsBody {
        alertRecipients = List.copyOf(alertRecipients);
    }

    /// Parses the body of `request`. A text that is not an amount throws [Malformed]. An amount that cannot be a limit,
    /// or a text that is not an e-mail address, throws [Rejected] with 422.
    public static LimitsBody parse(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, FIELDS);
        var alertText = decimal(fields, ALERT_THRESHOLD);
        var limitText = decimal(fields, ALLOWED_LIMIT);
        boolean isUsual = fields.required(ALERT_RECIPIENTS) instanceof Json.Null;
        var recipientTexts = fields.textsOrNull(ALERT_RECIPIENTS);
        var errors = new ArrayList<Violation>();
        var alert = alertText.flatMap(text -> limit(text, ALERT_THRESHOLD, errors));
        var limit = limitText.flatMap(text -> limit(text, ALLOWED_LIMIT, errors));
        if (alert.isPresent() && limit.isPresent() && alert.get().exceeds(limit.get())) {
            errors.add(new Violation("/" + ALERT_THRESHOLD, "must be lower than or equal to the allowed limit"));
        }
        var recipients = isUsual ? Claims.email(request).stream().toList() : recipients(recipientTexts, errors);
        if (!errors.isEmpty()) throw new Rejected(Problem.invalidLimits(errors));
        return new LimitsBody(alert, limit, recipients);
    }

    private static List<EmailAddress> recipients(List<String> texts, List<Violation> errors) {
        if (texts.size() > AlertRecipients.MOST) {
            var rule = "must have at most " + AlertRecipients.MOST + " addresses";
            errors.add(new Violation("/" + ALERT_RECIPIENTS, rule));
            return List.of();
        }
        var recipients = new ArrayList<EmailAddress>();
        for (int i = 0; i < texts.size(); i++) {
            var place = "/" + ALERT_RECIPIENTS + "/" + i;
            try {
                var address = new EmailAddress(texts.get(i));
                if (recipients.stream().anyMatch(address::sameMailbox))
                    errors.add(new Violation(place, "is listed twice"));
                recipients.add(address);
            } catch (IllegalArgumentException noAddress) {
                errors.add(new Violation(place, String.valueOf(noAddress.getMessage())));
            }
        }
        return recipients;
    }

    private static Optional<String> decimal(Fields fields, String name) {
        if (fields.required(name) instanceof Json.Null) return Optional.empty();
        return Optional.of(fields.read(
                name,
                text -> Optional.of(text)
                        .filter(decimal -> DECIMAL.matcher(decimal).matches()),
                "must be a decimal string, such as \"150.00\", or null"));
    }

    private static Optional<Eur> limit(String decimal, String name, List<Violation> errors) {
        if (LIMIT.matcher(decimal).matches()) return Eur.parse(decimal);
        errors.add(new Violation("/" + name, broken(decimal)));
        return Optional.empty();
    }

    private static String broken(String decimal) {
        if (decimal.startsWith("-")) return "must not be negative";
        int point = decimal.indexOf('.');
        if (point >= 0 && decimal.length() - point > 3) return "must have at most two decimals";
        return "must be below EUR 1,000,000,000";
    }
}
