package credits.function.announce;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.DomainEvent.UsageUncovered;
import credits.api.UsageAlertsJson;
import credits.event.AccountEvent;
import credits.event.EventType;
import credits.identity.PaymentId;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.Segment;
import credits.payment.store.QuarantinedPayment;
import credits.pricing.store.PriceListStore;
import java.time.Instant;
import java.util.HexFormat;

/// Maps domain events to the published CloudEvents, whose fields the contract describes under `webhooks`.
final class EventMapper {
    private static final int SEGMENT_NUMBER_DIGITS = 12;

    private final String source;

    /// @param source the system that publishes the events
    EventMapper(String source) {
        this.source = source;
    }

    /// The event at `index` of the events of `segment`.
    Json.JsonObject map(Segment segment, int index, DomainEvent event) {
        // Unique: the name of an organisation contains no slash.
        var id = segment.organisation() + "/" + HexFormat.of().toHexDigits(segment.number(), SEGMENT_NUMBER_DIGITS)
                + "/" + index;
        var account = segment.account();
        var data = eventData(event, account)
                .put("date", account.currentDay().toString())
                .put("time_zone", account.timeZone().current().getId())
                .build();
        return new AccountEvent(id, eventType(event).toString(), segment.organisation(), segment.accountingTime(), data)
                .toJson(source);
    }

    /// The event of a quarantined payment, for the platform's operators. It names no organisation, because the owner
    /// is not certain.
    Json.JsonObject map(QuarantinedPayment quarantined) {
        var data = Json.object()
                .put("object", quarantined.stripeObjectId())
                .put("reason", quarantined.reason().code())
                .put("event", quarantined.sourceId());
        return platformEvent(
                quarantined.deduplicationId(), EventType.PAYMENT_QUARANTINED, quarantined.reportedAt(), data.build());
    }

    /// The event of a new price list, for the platform's operators.
    Json.JsonObject map(PriceListStore.Publication publication) {
        var data = Json.object()
                .put("effective_from", publication.effectiveFrom())
                .put("by", publication.publishedBy().value());
        return platformEvent(
                "prices/" + publication.effectiveFrom(),
                EventType.PRICES_PUBLISHED,
                publication.publishedAt(),
                data.build());
    }

    // Names no organisation.
    private Json.JsonObject platformEvent(String id, EventType type, Instant time, Json.JsonObject data) {
        return Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type.toString())
                .put("source", source)
                .put("time", time)
                .put("datacontenttype", "application/json")
                .put("data", data)
                .build();
    }

    private static EventType eventType(DomainEvent event) {
        return switch (event) {
            case AlertCrossed _ -> EventType.ALERT_CROSSED;
            case LimitForecast _ -> EventType.LIMIT_FORECAST;
            case LimitReached _ -> EventType.LIMIT_REACHED;
            case BalanceExhausted _ -> EventType.BALANCE_EXHAUSTED;
            case UsageUncovered _ -> EventType.USAGE_UNCOVERED;
            case LimitsChanged _ -> EventType.LIMITS_CHANGED;
            case Adjusted _ -> EventType.ACCOUNT_ADJUSTED;
            case AuthorizationExpired _ -> EventType.AUTHORIZATION_EXPIRED;
            case ToppedUp _ -> EventType.TOPPED_UP;
            case ClawedBack _ -> EventType.REFUNDED;
        };
    }

    private static JsonObjectBuilder eventData(DomainEvent event, Account account) {
        var data = Json.object();
        return switch (event) {
            case AlertCrossed(var threshold, var used) ->
                data.put("alert_threshold", threshold)
                        .putOptional("next_alert_threshold", account.limits().nextAlertAfter(threshold))
                        .put("used", used)
                        .putOptional("allowed_limit", account.limits().allowedLimit());
            case LimitForecast(var limit, var used, var reachedOn) ->
                data.put("allowed_limit", limit).put("used", used).put("reached_on", reachedOn.toString());
            case LimitReached(var limit, var used) ->
                data.put("allowed_limit", limit).put("used", used).put("resets_at", account.resetsAt());
            case BalanceExhausted(var balance) -> data.put("balance", balance);
            case UsageUncovered(var report, var lines, var cost) ->
                data.put("report", report.toString()).put("lines", lines).put("cost", cost);
            case LimitsChanged changed ->
                data.put("by", changed.changedBy().value())
                        .put(
                                "before",
                                UsageAlertsJson.limits(changed.oldAlerts(), changed.oldAllowedLimit())
                                        .build())
                        .put(
                                "after",
                                UsageAlertsJson.limits(changed.newAlerts(), changed.newAllowedLimit())
                                        .build());
            case Adjusted(var key, var amount, var by, var reason) ->
                data.put("adjustment", "adj_" + key)
                        .put("amount", amount)
                        .put("by", by.value())
                        .put("reason", reason);
            case AuthorizationExpired(var authorization, var operation, var held, var expiredAt) ->
                data.put("authorization", authorization.value())
                        .put("operation", operation.value())
                        .put("held", held)
                        .put("expired_at", expiredAt);
            case ToppedUp(var payment, var amount) ->
                data.put("payment", new PaymentId(payment).toString()).put("amount", amount);
            case ClawedBack(var payment, var amount) ->
                data.put("payment", new PaymentId(payment).toString()).put("amount", amount);
        };
    }
}
