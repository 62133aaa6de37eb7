package credits.function.usage;

import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.EmailAddress;
import credits.ledger.Alert;
import credits.ledger.Alert.Delivery;
import credits.ledger.Alert.State;
import credits.ledger.Alerts;
import credits.ledger.Circle;
import credits.ledger.LocalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertHistoryTest {
    private static final Alerts ALERTS = LocalTable.alerts();

    private final Owner owner = new Owner();

    @Test
    void members_see_what_was_told_to_whom_newest_first() {
        told(NOVEMBER.minus(Duration.ofDays(1)), "limit.alert_crossed", "{\"used\":\"94.10\"}");
        told(NOVEMBER, "limit.reached", "{\"used\":\"150.00\"}");

        var answer = owner.call(owner.request("GET /v1/alerts", "", NOVEMBER));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("data")).hasSize(2);
        assertThat(answer.body().path("data").get(0).toString()).isEqualTo("""
                {"at":"2026-11-22T12:00:00Z","type":"limit.reached","data":{"used":"150.00"},"recipients":\
                [{"address":"giulia@acme.example","status":"sent","at":"2026-11-22T12:00:00Z"},\
                {"address":"marco@acme.example","status":"open","at":null}]}""");
    }

    @Test
    void another_organisation_s_alerts_are_not_seen_and_nobody_reads_without_permission() {
        told(NOVEMBER, "limit.reached", "{}");
        var stranger = new Owner();

        assertThat(stranger.call(stranger.request("GET /v1/alerts", "", NOVEMBER))
                        .body()
                        .path("data"))
                .isEmpty();
        assertThat(owner.call(owner.by("[cook]", owner.request("GET /v1/alerts", "", NOVEMBER)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_told_once_a_day_is_shown_at_the_time_at_which_it_happened() {
        told(Instant.parse("2026-11-21T23:00:00Z"), NOVEMBER, "usage.uncovered", "{}");

        var answer = owner.call(owner.request("GET /v1/alerts", "", NOVEMBER));

        assertThat(answer.body().at("/data/0/at").asText()).isEqualTo("2026-11-22T12:00:00Z");
    }

    private void told(Instant at, String type, String data) {
        told(at, at, type, data);
    }

    private void told(Instant at, Instant happened, String type, String data) {
        var deliveries = List.of(
                new Delivery(new EmailAddress("giulia@acme.example"), State.SENT, Optional.of(at)),
                new Delivery(new EmailAddress("marco@acme.example"), State.OPEN, Optional.empty()));
        var alert =
                new Alert(new Circle.Members(owner.organisation()), at, type, happened, type, data, deliveries, at, 1);
        assertThat(ALERTS.put(alert)).isTrue();
    }
}
