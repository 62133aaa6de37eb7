package credits.function.notify;

import credits.event.AccountEvent;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.notification.RecipientGroup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// The occasion for an e-mail, its recipients, and the identity that prevents sending it twice. Uncovered usage
/// is reported once a day, by the first event of the day; everything else once per event.
///
/// @param dedupeTime with `dedupeName`, the identity; for a daily e-mail, the start of the day
/// @param occurredAt the time of the event, in the time zone in which times are written
record EmailTrigger(
        EmailType type,
        RecipientGroup recipients,
        Instant dedupeTime,
        String dedupeName,
        ZonedDateTime occurredAt,
        Json.JsonObject data) {
    private static final ZoneId UTC = ZoneId.of("UTC");

    /// The trigger in `event`; empty if its type has no e-mail. Throws [credits.json.InvalidInputException] if
    /// `event` is not an event.
    static Optional<EmailTrigger> from(Json event) {
        return EmailType.of(JsonFields.lenient(event, JsonPointer.ROOT).text("type"))
                .map(type -> switch (type) {
                    case UNCOVERED -> daily(AccountEvent.parse(event));
                    case ALERT, EARLY_ALERT -> alert(AccountEvent.parse(event));
                    case FORECAST, LIMIT, CREDITS, TOP_UP -> perEvent(type, AccountEvent.parse(event));
                    case QUARANTINED, ENDPOINT_OFF -> forOperators(type, event);
                });
    }

    /// Returns the identity as one text.
    String key() {
        return dedupeTime.toEpochMilli() + "#" + dedupeName;
    }

    // An early one says which threshold is next.
    private static EmailTrigger alert(AccountEvent event) {
        return perEvent(data(event).hasValue("next_alert_threshold") ? EmailType.EARLY_ALERT : EmailType.ALERT, event);
    }

    private static EmailTrigger perEvent(EmailType type, AccountEvent event) {
        return new EmailTrigger(
                type, recipients(event), event.occurredAt(), event.id(), occurredAt(event), event.data());
    }

    private static EmailTrigger daily(AccountEvent event) {
        var day = LocalDate.parse(data(event).text("date"))
                .atStartOfDay(occurredAt(event).getZone())
                .toInstant();
        return new EmailTrigger(
                EmailType.UNCOVERED,
                recipients(event),
                day,
                EmailType.UNCOVERED.type(),
                occurredAt(event),
                event.data());
    }

    // It names no organisation, so [AccountEvent] cannot parse it.
    private static EmailTrigger forOperators(EmailType type, Json event) {
        var fields = JsonFields.lenient(event, JsonPointer.ROOT);
        if (!(fields.required("data") instanceof Json.JsonObject data))
            throw new InvalidInputException("/data", "must be an object");
        var at = Instant.parse(fields.text("time"));
        return new EmailTrigger(type, new RecipientGroup.Operators(), at, fields.text("id"), at.atZone(UTC), data);
    }

    private static RecipientGroup recipients(AccountEvent event) {
        return new RecipientGroup.Members(event.organisation());
    }

    private static ZonedDateTime occurredAt(AccountEvent event) {
        return event.occurredAt().atZone(ZoneId.of(data(event).text("time_zone")));
    }

    private static JsonFields data(AccountEvent event) {
        return JsonFields.lenient(event.data(), JsonPointer.ROOT);
    }
}
