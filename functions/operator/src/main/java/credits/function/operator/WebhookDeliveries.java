package credits.function.operator;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.json.Json;
import credits.retry.ServiceUnavailableException;
import credits.webhook.DeliveryId;
import credits.webhook.EndpointId;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDelivery.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/v1/webhook_endpoints/{id}/deliveries`: the events of the last 30 days at one endpoint, and sending them again.
final class WebhookDeliveries {
    private static final String STATE = "state";
    private static final String AFTER = "after";
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;
    // Each try means that an attempt was recorded between our read and our write.
    private static final int MAX_TRIES = 5;

    /// The maximum number of deliveries that are read for a page.
    static final int MAX_SEARCHED = 1_000;

    private final Webhooks webhooks;

    WebhookDeliveries(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    ApiResponse list(ApiRequest request) {
        request.requireQueryParametersIn(Set.of("limit", STATE, AFTER));
        int limit = request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var state = request.queryParameter(STATE).map(WebhookDeliveries::state);
        var after = request.queryParameter(AFTER).map(text -> deliveryId("/query/" + AFTER, text));
        var endpoint = webhooks.endpointOf(request).id();
        // One more tells whether there is a next page.
        var read = webhooks.deliveries().list(endpoint, after, state.isPresent() ? MAX_SEARCHED + 1 : limit + 1);
        var page = read.stream()
                .limit(MAX_SEARCHED)
                .filter(each -> state.isEmpty() || each.state() == state.get())
                .limit(limit)
                .toList();
        return ApiResponse.json(
                200,
                Json.object()
                        .put(
                                "data",
                                page.stream().map(WebhookDeliveries::toJson).toList())
                        .putOptional("next_after", nextAfter(read, page, limit))
                        .build());
    }

    // Empty if everything was read and fits.
    private static Optional<DeliveryId> nextAfter(List<WebhookDelivery> read, List<WebhookDelivery> page, int limit) {
        boolean isFull = page.size() == limit;
        if (isFull && !page.getLast().equals(read.getLast()))
            return Optional.of(page.getLast().id());
        return !isFull && read.size() > MAX_SEARCHED
                ? Optional.of(read.get(MAX_SEARCHED - 1).id())
                : Optional.empty();
    }

    /// `POST …/{delivery}/resend`: sends an event again, whether it has arrived before or not, and retries it for three
    /// days. Repeating the call may send it twice, with the same `webhook-id`.
    ApiResponse resend(ApiRequest request) {
        var endpoint = webhooks.endpointOf(request);
        if (!endpoint.isEnabled())
            throw new ProblemException(Problem.invalidRequest("/path/id", "is off: switch it on first"));
        var id = deliveryId("/path/delivery", request.pathParameter("delivery"));
        var resent = resend(endpoint.id(), id, request.receivedAt());
        webhooks.send().accept(resent);
        return ApiResponse.json(200, toJson(resent));
    }

    private WebhookDelivery resend(EndpointId endpoint, DeliveryId id, Instant now) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var before = webhooks.deliveries()
                    .find(endpoint, id)
                    .orElseThrow(() -> new ProblemException(Problem.notFound()));
            var after = before.resent(now);
            if (webhooks.deliveries().tryReplace(after)) return after;
        }
        throw new ServiceUnavailableException("others kept changing the webhook delivery " + id);
    }

    private static State state(String text) {
        return Arrays.stream(State.values())
                .filter(state -> state.code().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.invalidRequest("/query/" + STATE, "must be pending, delivered or failed")));
    }

    private static DeliveryId deliveryId(String pointer, String text) {
        try {
            return new DeliveryId(text);
        } catch (IllegalArgumentException otherForm) {
            throw new ProblemException(Problem.invalidRequest(pointer, String.valueOf(otherForm.getMessage())));
        }
    }

    private static Json.JsonObject toJson(WebhookDelivery delivery) {
        var event = delivery.event();
        return Json.object()
                .put("id", delivery.id().value())
                .put("event", event.id())
                .put("event_type", event.type())
                .put("time", event.occurredAt())
                .put(STATE, delivery.state().code())
                .put("attempts", delivery.attempts())
                .putOptional("last_attempt_at", delivery.lastAttemptAt())
                .putOptional("last_result", delivery.lastResult())
                .build();
    }
}
