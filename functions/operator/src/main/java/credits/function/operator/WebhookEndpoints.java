package credits.function.operator;

import credits.event.EventType;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.IdempotencyKey;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.UniqueId;
import credits.json.InputErrors;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.retry.ServiceUnavailableException;
import credits.webhook.EndpointId;
import credits.webhook.EventEndpoint;
import credits.webhook.EventEndpoint.Configuration;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookSecret;
import credits.webhook.WebhookUrl;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/v1/webhook_endpoints`: where the platform's events are sent. A secret is shown once: by the call that makes it.
final class WebhookEndpoints {
    private static final String URL = "url";
    private static final String EVENT_TYPES = "event_types";
    private static final String ENABLED = "enabled";
    // Each try means that another save came between our read and our write.
    private static final int MAX_TRIES = 5;
    private static final List<String> PUBLISHED_TYPES =
            Arrays.stream(EventType.values()).map(EventType::toString).toList();

    private final Webhooks webhooks;
    // Not seeded before a snapshot is taken: it asks the operating system.
    private final SecureRandom random = new SecureRandom();

    WebhookEndpoints(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    ApiResponse list() {
        var all = webhooks.endpoints().list().stream()
                .map(endpoint -> toJson(endpoint, Optional.empty()))
                .toList();
        return ApiResponse.json(200, Json.object().put("data", all).build());
    }

    /// `PUT`: creates an endpoint, or saves another URL, other types, or whether it is on. Repeating it is safe; if the
    /// response with the secret was lost, another secret can be made.
    ApiResponse save(ApiRequest request, Caller caller) {
        var id = Webhooks.endpointIdOf(request);
        var requested = parse(request);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var saved = webhooks.endpoints()
                    .update(id, before -> before.reconfigured(requested, caller.member(), request.receivedAt()));
            if (saved.isPresent()) return ApiResponse.json(200, toJson(saved.get(), Optional.empty()));
            var created = tryCreate(id, requested, request, caller);
            if (created.isPresent()) return created.get();
        }
        throw new ServiceUnavailableException("others kept changing the webhook endpoint " + id);
    }

    private Optional<ApiResponse> tryCreate(EndpointId id, Configuration requested, ApiRequest request, Caller caller) {
        if (webhooks.endpoints().list().size() >= EventEndpointStore.MAX_ENDPOINTS)
            throw new ProblemException(Problem.invalidRequest(
                    "/path/id",
                    "must be one of the endpoints: there are " + EventEndpointStore.MAX_ENDPOINTS + ", the maximum"));
        var secret = WebhookSecret.create(random, Optional.empty());
        var endpoint = EventEndpoint.create(id, requested, secret, caller.member(), request.receivedAt());
        if (!webhooks.endpoints().tryReplace(endpoint)) return Optional.empty();
        return Optional.of(withSecret(201, endpoint, secret).withHeader("location", "/v1/webhook_endpoints/" + id));
    }

    /// `POST …/secrets`: makes another secret, once per key. The one before stays valid for a day.
    ApiResponse rollSecret(ApiRequest request, Caller caller) {
        var key = IdempotencyKey.from(request);
        var fresh = WebhookSecret.create(random, Optional.of(key));
        var endpoint = webhooks.endpoints()
                .update(
                        Webhooks.endpointIdOf(request),
                        before -> find(before, key).isPresent()
                                ? before
                                : before.withSecret(fresh, caller.member(), request.receivedAt()))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        var secret = find(endpoint, key).orElseThrow();
        var response = withSecret(201, endpoint, secret);
        return secret.equals(fresh) ? response : response.withHeader("idempotency-replayed", "true");
    }

    private static Optional<WebhookSecret> find(EventEndpoint endpoint, UniqueId key) {
        return endpoint.secrets().stream()
                .filter(secret -> secret.createdBy().equals(Optional.of(key)))
                .findFirst();
    }

    private static Configuration parse(ApiRequest request) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of(URL, EVENT_TYPES, ENABLED), errors);
        var url = errors.read(() -> fields.create(URL, WebhookUrl::parse));
        var types = errors.read(() -> eventTypes(fields));
        var isEnabled = errors.read(() -> !fields.hasValue(ENABLED) || fields.booleanValue(ENABLED));
        errors.throwIfAny();
        return new Configuration(url.get(), types.get(), isEnabled.get());
    }

    private static List<String> eventTypes(JsonFields fields) {
        if (!fields.hasValue(EVENT_TYPES)) return List.of();
        var types = fields.textsOrEmpty(EVENT_TYPES);
        if (!PUBLISHED_TYPES.containsAll(types) || Set.copyOf(types).size() < types.size())
            throw fields.invalid(EVENT_TYPES, "must be different types of events that are published");
        return types;
    }

    private static ApiResponse withSecret(int status, EventEndpoint endpoint, WebhookSecret secret) {
        return ApiResponse.json(status, toJson(endpoint, Optional.of(secret)));
    }

    private static Json.JsonObject toJson(EventEndpoint endpoint, Optional<WebhookSecret> secret) {
        return Json.object()
                .put("id", endpoint.id().value())
                .put(URL, endpoint.url().toString())
                .put(
                        EVENT_TYPES,
                        endpoint.eventTypes().stream().map(Json.JsonString::new).toList())
                .put(ENABLED, endpoint.isEnabled())
                .putOptional("failing_since", endpoint.failingSince())
                .putOptional("switched_off_at", endpoint.switchedOffAt())
                .putOptional(
                        "previous_secret_expires_at",
                        endpoint.secrets().getLast().expiresAt())
                .put("changed_by", endpoint.changedBy().value())
                .put("changed_at", endpoint.changedAt())
                .putOptional("secret", secret.map(WebhookSecret::text))
                .build();
    }
}
