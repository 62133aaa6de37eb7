package credits.function.usage;

import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.EmailAddress;
import credits.ledger.DynamoDbFixture;
import credits.notification.Notification;
import credits.notification.Notification.Delivery;
import credits.notification.Notification.DeliveryState;
import credits.notification.NotificationStore;
import credits.notification.RecipientGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationHistoryTest {
    private static final NotificationStore ALERTS = DynamoDbFixture.notificationStore();

    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void members_see_past_notifications_and_recipients_newest_first() {
        putNotification(NOW.minus(Duration.ofDays(1)), "limit.alert_crossed", "{\"used\":\"94.10\"}");
        putNotification(NOW, "limit.reached", "{\"used\":\"150.00\"}");

        var response = owner.call(owner.request("GET /v1/alerts", "", NOW));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().path("data")).hasSize(2);
        assertThat(response.body().path("data").get(0).toString()).isEqualTo("""
                {"at":"2026-11-22T12:00:00Z","type":"limit.reached","data":{"used":"150.00"},"recipients":\
                [{"address":"giulia@acme.example","status":"sent","at":"2026-11-22T12:00:00Z"},\
                {"address":"marco@acme.example","status":"open","at":null}]}""");
    }

    @Test
    void notifications_are_private_to_the_organisation_and_need_permission() {
        putNotification(NOW, "limit.reached", "{}");
        var stranger = new OwnerFixture();

        assertThat(stranger.call(stranger.request("GET /v1/alerts", "", NOW))
                        .body()
                        .path("data"))
                .isEmpty();
        assertThat(owner.call(owner.by("[cook]", owner.request("GET /v1/alerts", "", NOW)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void members_who_may_not_read_billing_data_see_what_happened_but_no_addresses() {
        putNotification(NOW, "limit.reached", "{}");

        var response = owner.call(owner.by("[member]", owner.request("GET /v1/alerts", "", NOW)));

        assertThat(response.body().at("/data/0/type").asText()).isEqualTo("limit.reached");
        assertThat(response.body().at("/data/0/recipients").isNull()).isTrue();
        assertThat(response.body().toString()).doesNotContain("@");
    }

    @Test
    void a_daily_notification_is_shown_with_the_time_it_happened() {
        putNotification(Instant.parse("2026-11-21T23:00:00Z"), NOW, "usage.uncovered", "{}");

        var response = owner.call(owner.request("GET /v1/alerts", "", NOW));

        assertThat(response.body().at("/data/0/at").asText()).isEqualTo("2026-11-22T12:00:00Z");
    }

    private void putNotification(Instant at, String type, String data) {
        putNotification(at, at, type, data);
    }

    private void putNotification(Instant at, Instant happened, String type, String data) {
        var deliveries = List.of(
                new Delivery(new EmailAddress("giulia@acme.example"), DeliveryState.SENT, Optional.of(at)),
                new Delivery(new EmailAddress("marco@acme.example"), DeliveryState.OPEN, Optional.empty()));
        var notification = new Notification(
                new RecipientGroup.Members(owner.organisation()), at, type, happened, type, data, deliveries, at, 1);
        assertThat(ALERTS.replace(notification)).isTrue();
    }
}
