package credits.function.limits;

import static java.util.Comparator.comparing;

import credits.account.AlertRecipients;
import credits.account.Limits;
import credits.account.Limits.LastChange;
import credits.wire.EntityTag;
import credits.wire.HttpResponse;
import credits.wire.IfMatch;
import credits.wire.Json;
import credits.wire.LimitsBody;
import java.util.stream.Stream;

/// The limits as members see them: the amounts, which the ledger holds, and the alert recipients, which the profile
/// holds. Each part has its own version, and the entity tag names both.
record InForce(Limits limits, AlertRecipients recipients) {
    private static final int LIMITS = 0;
    private static final int RECIPIENTS = 1;

    boolean hasAmountsOf(LimitsBody wanted) {
        return limits.alertThreshold().equals(wanted.alertThreshold())
                && limits.allowedLimit().equals(wanted.allowedLimit());
    }

    boolean hasRecipientsOf(LimitsBody wanted) {
        return recipients.addresses().equals(wanted.alertRecipients());
    }

    /// Whether saving `wanted` would overwrite a change made after `basedOn` was read. A part that stays the
    /// same overwrites nothing.
    boolean overwritesUnseen(LimitsBody wanted, IfMatch basedOn) {
        boolean amounts = basedOn.version(LIMITS).orElse(limits.version()) != limits.version();
        boolean listed = basedOn.version(RECIPIENTS).orElse(recipients.version()) != recipients.version();
        return (amounts && !hasAmountsOf(wanted)) || (listed && !hasRecipientsOf(wanted));
    }

    HttpResponse answer() {
        var lastChanged = Stream.of(limits.lastChange(), recipients.lastChange())
                .flatMap(change -> change.stream())
                .max(comparing(LastChange::at));
        var body = Json.object()
                .putOptional("alert_threshold", limits.alertThreshold())
                .putOptional("allowed_limit", limits.allowedLimit())
                .put(
                        "alert_recipients",
                        recipients.addresses().stream()
                                .map(address -> new Json.Text(address.value()))
                                .toList())
                .put("last_changed", lastChanged.map(InForce::json).orElse(new Json.Null()));
        var tag = EntityTag.of(limits.version(), recipients.version());
        return HttpResponse.json(200, body.end()).with("etag", tag.toString());
    }

    private static Json json(LastChange change) {
        return Json.object()
                .put("at", change.at())
                .put("by", change.by().value())
                .end();
    }
}
