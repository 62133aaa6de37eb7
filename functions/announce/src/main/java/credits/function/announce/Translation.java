package credits.function.announce;

import credits.account.Account;
import credits.account.Event;
import credits.account.Event.Adjusted;
import credits.account.Event.AlertCrossed;
import credits.account.Event.AuthorizationExpired;
import credits.account.Event.BalanceExhausted;
import credits.account.Event.LimitReached;
import credits.account.Event.LimitsChanged;
import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.account.Event.UsageUncovered;
import credits.ledger.Segment;
import credits.ledger.SetAside;
import credits.money.Eur;
import credits.wire.Announcement;
import credits.wire.Json;
import credits.wire.JsonObject;
import java.util.HexFormat;
import java.util.Optional;

/// Maps domain events to the published CloudEvents, whose fields `docs/events.md` lists.
final class Translation {
    private static final int DIGITS = 12;

    private Translation() {}

    /// The event at `index` of the events of `segment`.
    static Announcement of(Segment segment, int index, Event event) {
        // Unique: the name of an organisation contains no slash.
        var id = segment.organisation() + "/" + HexFormat.of().toHexDigits(segment.number(), DIGITS) + "/" + index;
        var account = segment.account();
        var data = data(event, account)
                .put("date", account.day().toString())
                .put("time_zone", account.zone().current().getId())
                .end();
        return new Announcement(id, type(event), segment.organisation(), segment.at(), data);
    }

    /// The event of a quarantined payment, for the platform's operators. It names no organisation, because the owner
    /// is not certain.
    static Json.Members of(SetAside aside) {
        var data = Json.object()
                .put("object", aside.object())
                .put("reason", aside.reason())
                .put("event", aside.event());
        return Json.object()
                .put("specversion", "1.0")
                .put("id", aside.id())
                .put("type", "payment.quarantined")
                .put("source", Announcement.SOURCE)
                .put("time", aside.at())
                .put("datacontenttype", "application/json")
                .put("data", data.end())
                .end();
    }

    private static String type(Event event) {
        return switch (event) {
            case AlertCrossed _ -> "limit.alert_crossed";
            case LimitReached _ -> "limit.reached";
            case BalanceExhausted _ -> "balance.exhausted";
            case UsageUncovered _ -> "usage.uncovered";
            case LimitsChanged _ -> "limits.changed";
            case Adjusted _ -> "account.adjusted";
            case AuthorizationExpired _ -> "authorization.expired";
            case ToppedUp _ -> "credits.topped_up";
            case Refunded _ -> "credits.refunded";
        };
    }

    private static JsonObject data(Event event, Account account) {
        var data = Json.object();
        return switch (event) {
            case AlertCrossed(var threshold, var used) ->
                data.put("alert_threshold", threshold)
                        .put("used", used)
                        .putOptional("allowed_limit", account.limits().allowedLimit());
            case LimitReached(var limit, var used) ->
                data.put("allowed_limit", limit).put("used", used).put("resets_at", account.resetsAt());
            case BalanceExhausted(var balance) -> data.put("balance", balance);
            case UsageUncovered(var report, var lines, var cost) ->
                data.put("report", report.toString()).put("lines", lines).put("cost", cost);
            case LimitsChanged changed ->
                data.put("by", changed.by().value())
                        .put("before", limits(changed.alertBefore(), changed.limitBefore()))
                        .put("after", limits(changed.alertAfter(), changed.limitAfter()));
            case Adjusted(var key, var amount, var by, var reason) ->
                data.put("key", key.toString())
                        .put("amount", amount)
                        .put("by", by.value())
                        .put("reason", reason);
            case AuthorizationExpired(var authorization, var operation, var held, var expiredAt) ->
                data.put("authorization", authorization.value())
                        .put("operation", operation.value())
                        .put("held", held)
                        .put("expired_at", expiredAt);
            case ToppedUp(var payment, var amount) ->
                data.put("payment", payment.toString()).put("amount", amount);
            case Refunded(var payment, var amount) ->
                data.put("payment", payment.toString()).put("amount", amount);
        };
    }

    private static Json.Members limits(Optional<Eur> alertThreshold, Optional<Eur> allowedLimit) {
        return Json.object()
                .putOptional("alert_threshold", alertThreshold)
                .putOptional("allowed_limit", allowedLimit)
                .end();
    }
}
