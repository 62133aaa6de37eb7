package credits.function.usage;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.json.Json;
import credits.notification.Notification;
import credits.notification.Notification.Delivery;
import credits.notification.NotificationStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// `GET /v1/alerts`: the e-mails sent to the organisation's recipients, with their times.
final class NotificationHistory {
    // A year's worth, for an organisation that reaches every threshold every month.
    private static final int MAX_NOTIFICATIONS = 50;

    private final NotificationStore notifications;

    NotificationHistory(NotificationStore notifications) {
        this.notifications = notifications;
    }

    ApiResponse listNewest(ApiRequest request, Caller caller) {
        request.requireQueryParametersIn(Set.of());
        var data = notifications.findNewest(caller.organisation(), MAX_NOTIFICATIONS).stream()
                .map(notification -> toJson(notification, caller.maySeeAddresses()))
                .toList();
        return ApiResponse.json(
                200, Json.object().put("data", data).putNull("next_cursor").build());
    }

    private static Json.JsonObject toJson(Notification notification, boolean isWithAddresses) {
        return Json.object()
                .put("at", notification.occurredAt())
                .put("type", notification.eventType())
                .put(
                        "data",
                        Json.parseEvent(new ByteArrayInputStream(
                                notification.eventData().getBytes(StandardCharsets.UTF_8))))
                .put(
                        "recipients",
                        isWithAddresses
                                ? Json.array(notification.deliveries().stream()
                                        .map(NotificationHistory::toJson)
                                        .toList())
                                : new Json.JsonNull())
                .build();
    }

    private static Json.JsonObject toJson(Delivery delivery) {
        return Json.object()
                .put("address", delivery.recipient().value())
                .put("status", delivery.state().name().toLowerCase(Locale.ROOT))
                .putOptional("at", delivery.completedAt())
                .build();
    }
}
