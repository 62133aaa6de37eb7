package credits.function.announce;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.DomainEvent.UsageUncovered;
import credits.event.AccountEvent;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.payment.store.QuarantinedPayment;
import credits.pricing.store.PriceListStore;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Maps domain events to the published CloudEvents, whose fields `docs/events.md` lists.
final class EventMapper {
    private static final int SEGMENT_NUMBER_DIGITS = 12;

    private EventMapper() {}

    /// The event at `index` of the events of `segment`.
    static AccountEvent map(Segment segment, int index, DomainEvent event) {
        // Unique: the name of an organisation contains no slash.
        var id = segment.organisation() + "/" + HexFormat.of().toHexDigits(segment.number(), SEGMENT_NUMBER_DIGITS)
                + "/" + index;
        var account = segment.account();
        var data = eventData(event, account)
                .put("date", account.currentDay().toString())
                .put("time_zone", account.timeZone().current().getId())
                .build();
        return new AccountEvent(id, eventType(event), segment.organisation(), segment.accountingTime(), data);
    }

    /// The event of a quarantined payment, for the platform's operators. It names no organisation, because the owner
    /// is not certain.
    static Json.JsonObject map(QuarantinedPayment quarantined) {
        var data = Json.object()
                .put("object", quarantined.stripeObjectId())
                .put("reason", quarantined.reason().code())
                .put("event", quarantined.sourceId());
        return platformEvent(
                quarantined.deduplicationId(), "payment.quarantined", quarantined.reportedAt(), data.build());
    }

    /// The event of a new price list, for the platform's operators.
    static Json.JsonObject map(PriceListStore.Publication publication) {
        var data = Json.object()
                .put("effective_from", publication.effectiveFrom())
                .put("by", publication.publishedBy().value());
        return platformEvent(
                "prices/" + publication.effectiveFrom(), "prices.published", publication.publishedAt(), data.build());
    }

    // Names no organisation.
    private static Json.JsonObject platformEvent(String id, String type, Instant time, Json.JsonObject data) {
        return Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type)
                .put("source", AccountEvent.SOURCE)
                .put("time", time)
                .put("datacontenttype", "application/json")
                .put("data", data)
                .build();
    }

    private static String eventType(DomainEvent event) {
        return switch (event) {
            case AlertCrossed _ -> "limit.alert_crossed";
            case LimitReached _ -> "limit.reached";
            case BalanceExhausted _ -> "balance.exhausted";
            case UsageUncovered _ -> "usage.uncovered";
            case LimitsChanged _ -> "limits.changed";
            case Adjusted _ -> "account.adjusted";
            case AuthorizationExpired _ -> "authorization.expired";
            case ToppedUp _ -> "credits.topped_up";
            case ClawedBack _ -> "credits.refunded";
        };
    }

    private static JsonObjectBuilder eventData(DomainEvent event, Account account) {
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
                data.put("by", changed.changedBy().value())
                        .put("before", limits(changed.oldAlertThreshold(), changed.oldAllowedLimit()))
                        .put("after", limits(changed.newAlertThreshold(), changed.newAllowedLimit()));
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
            case ClawedBack(var payment, var amount) ->
                data.put("payment", payment.toString()).put("amount", amount);
        };
    }

    private static Json.JsonObject limits(Optional<Eur> alertThreshold, Optional<Eur> allowedLimit) {
        return Json.object()
                .putOptional("alert_threshold", alertThreshold)
                .putOptional("allowed_limit", allowedLimit)
                .build();
    }
}
