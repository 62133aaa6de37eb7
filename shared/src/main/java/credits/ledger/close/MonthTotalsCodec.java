package credits.ledger.close;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.optionalTime;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.money.Eur;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes of a month's item. Amounts are in nano-euro.
final class MonthTotalsCodec {
    /// Whether the month is closed.
    static final String FROZEN = "frozen";

    private MonthTotalsCodec() {}

    static Map<String, AttributeValue> toItem(MonthTotals totals) {
        var item = new HashMap<String, AttributeValue>();
        item.put("month", text(totals.month().toString()));
        item.put("opening", amount(totals.opening()));
        item.put("next", number(totals.nextSegment()));
        item.put(FROZEN, AttributeValue.fromBool(totals.isClosed()));
        var moved = totals.movements();
        item.put("top_ups", amount(moved.topUps()));
        item.put("grants", amount(moved.grants()));
        item.put("usage", amount(moved.usage()));
        item.put("refunds", amount(moved.refunds()));
        item.put("adjustments", amount(moved.adjustments()));
        item.put("uncovered", amount(moved.uncovered()));
        var end = totals.end();
        item.put("closing", amount(end.balance()));
        item.put("granted", amount(end.granted()));
        item.put("uncovered_total", amount(end.uncovered()));
        end.negativeSince().ifPresent(since -> item.put("negative_since", time(since)));
        end.uncoveredSince().ifPresent(since -> item.put("uncovered_since", time(since)));
        return item;
    }

    static MonthTotals fromItem(Map<String, AttributeValue> item) {
        var movements = new Movements(
                amount(item, "top_ups"),
                amount(item, "grants"),
                amount(item, "usage"),
                amount(item, "refunds"),
                amount(item, "adjustments"),
                amount(item, "uncovered"));
        var end = new ClosingPosition(
                amount(item, "closing"),
                amount(item, "granted"),
                optionalTime(item, "negative_since"),
                amount(item, "uncovered_total"),
                optionalTime(item, "uncovered_since"));
        return new MonthTotals(
                YearMonth.parse(text(item, "month")),
                amount(item, "opening"),
                movements,
                end,
                number(item, "next"),
                required(item, FROZEN).bool());
    }

    private static AttributeValue amount(Eur amount) {
        return number(amount.nanos());
    }

    private static Eur amount(Map<String, AttributeValue> item, String name) {
        return new Eur(number(item, name));
    }
}
