package credits.api;

import credits.account.AlertValue;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.UsageAlerts;
import credits.json.FieldError;
import credits.json.InvalidInputException;
import credits.json.JsonFields;
import credits.money.Eur;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The field `alert_values` of a [LimitsRequest]: amounts such as `60.00`, and shares of the allowed limit such as
/// `80%`.
final class AlertValuesField {
    static final String NAME = "alert_values";

    private static final String FORM_RULE =
            "must be a decimal string, such as \"60.00\", or a percentage of the allowed limit, such as \"80%\"";
    private static final Pattern FORM = Pattern.compile(LimitsRequest.DECIMAL + "%?");
    private static final Pattern SHARE = Pattern.compile("100%|[1-9][0-9]?%");

    private AlertValuesField() {}

    /// Returns the values as they were sent. One that is neither an amount nor a percentage throws
    /// [InvalidInputException].
    static List<String> texts(JsonFields fields) {
        var texts = fields.textsOrEmpty(NAME);
        for (int i = 0; i < texts.size(); i++) {
            if (!FORM.matcher(texts.get(i)).matches())
                throw new InvalidInputException(fields.pointerTo(NAME).child(i).toString(), FORM_RULE);
        }
        return texts;
    }

    /// Returns the values under the allowed limit, and adds to `errors` what cannot be one of them.
    static List<AlertValue> parse(List<String> texts, Optional<Eur> allowedLimit, List<FieldError> errors) {
        if (texts.size() > UsageAlerts.MAX_VALUES) {
            errors.add(new FieldError("/" + NAME, "must have at most " + UsageAlerts.MAX_VALUES + " values"));
            return List.of();
        }
        var values = new ArrayList<AlertValue>();
        var amounts = new HashSet<Eur>();
        for (int i = 0; i < texts.size(); i++) {
            var place = NAME + "/" + i;
            int errorsBefore = errors.size();
            var value = parseValue(texts.get(i), place, errors);
            if (errors.size() == errorsBefore)
                ruleBrokenBy(value.orElseThrow(), allowedLimit, amounts)
                        .ifPresent(rule -> errors.add(new FieldError("/" + place, rule)));
            value.ifPresent(values::add);
        }
        return values;
    }

    private static Optional<AlertValue> parseValue(String text, String place, List<FieldError> errors) {
        if (!text.endsWith("%"))
            return LimitsRequest.parseLimit(text, place, errors).map(FixedAmount::new);
        if (SHARE.matcher(text).matches())
            return Optional.of(new LimitShare(Integer.parseInt(text.substring(0, text.length() - 1))));
        errors.add(new FieldError("/" + place, "must be a whole percentage from 1% to 100%"));
        return Optional.empty();
    }

    private static Optional<String> ruleBrokenBy(AlertValue value, Optional<Eur> allowedLimit, Set<Eur> amounts) {
        var amount = value.under(allowedLimit);
        if (amount.isEmpty()) return Optional.of("is a percentage of no allowed limit");
        if (allowedLimit.filter(amount.get()::isGreaterThan).isPresent())
            return Optional.of("must be lower than or equal to the allowed limit");
        return amounts.add(amount.get()) ? Optional.empty() : Optional.of("is the amount of another value");
    }
}
