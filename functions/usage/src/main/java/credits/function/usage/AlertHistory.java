package credits.function.usage;

import credits.identity.OrganisationId;
import credits.ledger.Alert;
import credits.ledger.Alert.Delivery;
import credits.ledger.Alerts;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// `GET /v1/alerts`: the e-mails sent to the organisation's recipients, with their times.
final class AlertHistory {
    // A year's worth, for an organisation that reaches every threshold every month.
    private static final int MOST = 50;

    private final Alerts alerts;

    AlertHistory(Alerts alerts) {
        this.alerts = alerts;
    }

    HttpResponse newest(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of());
        var data = alerts.newest(organisation, MOST).stream()
                .map(AlertHistory::json)
                .toList();
        return HttpResponse.json(
                200, Json.object().put("data", data).putNull("next_cursor").end());
    }

    private static Json.Members json(Alert alert) {
        return Json.object()
                .put("at", alert.happened())
                .put("type", alert.type())
                .put("data", Json.event(new ByteArrayInputStream(alert.data().getBytes(StandardCharsets.UTF_8))))
                .put(
                        "recipients",
                        alert.deliveries().stream().map(AlertHistory::json).toList())
                .end();
    }

    private static Json.Members json(Delivery delivery) {
        return Json.object()
                .put("address", delivery.to().value())
                .put("status", delivery.state().name().toLowerCase(Locale.ROOT))
                .putOptional("at", delivery.settledAt())
                .end();
    }
}
