package credits.function.limits;

import static java.util.Comparator.comparing;

import credits.account.AlertRecipients;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.api.LimitsRequest;
import credits.api.UsageAlertsJson;
import credits.http.ApiResponse;
import credits.http.EntityTag;
import credits.http.IfMatchHeader;
import credits.identity.EmailAddress;
import credits.json.Json;
import credits.profile.ErasedMembers;
import java.util.List;
import java.util.stream.Stream;

/// The limits as members see them: the amounts, which the ledger holds, and the alert recipients, which the profile
/// holds. Each part has its own version, and the entity tag names both.
record CurrentLimits(SpendingLimits limits, AlertRecipients recipients) {
    private static final int LIMITS_VERSION = 0;
    private static final int RECIPIENTS_VERSION = 1;

    boolean hasSameAmounts(LimitsRequest requested) {
        return limits.alerts().equals(requested.alerts())
                && limits.allowedLimit().equals(requested.allowedLimit());
    }

    boolean hasSameRecipients(LimitsRequest requested) {
        return recipients.addresses().equals(requested.alertRecipients());
    }

    /// Whether saving `requested` would overwrite a change made after `basedOn` was read. A part that stays the
    /// same overwrites nothing.
    boolean conflictsWith(LimitsRequest requested, IfMatchHeader basedOn) {
        boolean isLimitsStale = basedOn.expectedVersion(LIMITS_VERSION).orElse(limits.version()) != limits.version();
        boolean isRecipientsStale =
                basedOn.expectedVersion(RECIPIENTS_VERSION).orElse(recipients.version()) != recipients.version();
        return (isLimitsStale && !hasSameAmounts(requested)) || (isRecipientsStale && !hasSameRecipients(requested));
    }

    /// @param isWithAddresses whether the caller may see the recipients
    /// @param erasedMembers the members whose IDs are not shown
    ApiResponse toResponse(boolean isWithAddresses, ErasedMembers erasedMembers) {
        var lastChanged = Stream.of(limits.lastChange(), recipients.lastChange())
                .flatMap(change -> change.stream())
                .max(comparing(LastChange::changedAt));
        var body = UsageAlertsJson.limits(limits.alerts(), limits.allowedLimit())
                .put("alert_recipients", json(recipients.addresses(), isWithAddresses))
                .put("unconfirmed_recipients", json(recipients.unconfirmed(), isWithAddresses))
                .put(
                        "last_changed",
                        lastChanged.map(change -> json(change, erasedMembers)).orElse(new Json.JsonNull()));
        var tag = EntityTag.of(limits.version(), recipients.version());
        return ApiResponse.json(200, body.build()).withHeader("etag", tag.toString());
    }

    private static Json json(List<EmailAddress> addresses, boolean isWithAddresses) {
        if (!isWithAddresses) return new Json.JsonNull();
        return Json.array(addresses.stream()
                .map(address -> new Json.JsonString(address.value()))
                .toList());
    }

    private static Json json(LastChange change, ErasedMembers erasedMembers) {
        return Json.object()
                .put("at", change.changedAt())
                .put("by", erasedMembers.shown(change.changedBy()).value())
                .build();
    }
}
