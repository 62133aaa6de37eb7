package credits.local.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.gateway.ApiGateway;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.demo.DemoAction;
import credits.local.demo.DemoScenario;
import credits.local.http.LocalRequest;
import credits.local.oidc.AccessTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Performs actions through the real functions: API calls through a gateway, usage as events of the queue.
/// Nothing is written past them. Calls that fail with 503, as on an overloaded machine, are retried as callers
/// and queues do; any other failure is an [IllegalStateException] with the response.
///
/// @param debit an instance that only this organisation uses, so that its cached head is always current
public record DemoActions(ApiGateway gateway, FunctionInstances debit, AccessTokens tokens, DataSeeder dataSeeder) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPERATOR_ROLE = "operator";
    private static final int SERVICE_UNAVAILABLE = 503;
    // On a busy machine, functions run out of time again and again.
    private static final int MAX_ATTEMPTS = 100;

    void perform(DemoScenario scenario, DemoAction action) {
        switch (action) {
            case DemoAction.GrantCredits grantCredits -> grantCredits(scenario, grantCredits);
            case DemoAction.SetLimits setLimits -> setLimits(scenario, setLimits);
            case DemoAction.SetTimeZone(var _, var zone) -> dataSeeder.setTimeZone(scenario.id(), zone);
            case DemoAction.ReportUsage(var queuedReports) -> reportUsage(scenario, queuedReports);
        }
    }

    private void grantCredits(DemoScenario scenario, DemoAction.GrantCredits grantCredits) {
        var body = JSON.createObjectNode()
                .put("organisation", scenario.id())
                .put("amount", grantCredits.amount())
                .put("reason", grantCredits.reason())
                .put("create", true);
        var token = tokens.issueToken("platform", "usr_operator", OPERATOR_ROLE);
        call(
                "POST",
                "/v1/adjustments",
                token,
                Map.of("idempotency-key", grantCredits.idempotencyKey()),
                body.toString());
    }

    private void setLimits(DemoScenario scenario, DemoAction.SetLimits setLimits) {
        var body = JSON.createObjectNode()
                .put("alert_threshold", setLimits.alertThreshold())
                .put("allowed_limit", setLimits.allowedLimit());
        body.putArray("alert_recipients").add("accounting@" + scenario.id() + ".example");
        var token = tokens.issueToken(scenario.id(), setLimits.memberId(), "owner");
        call("PUT", "/v1/limits", token, Map.of("if-match", "*"), body.toString());
    }

    private void call(String method, String path, String token, Map<String, String> extraHeaders, String body) {
        var headers = new TreeMap<String, List<String>>();
        extraHeaders.forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("authorization", List.of("Bearer " + token));
        headers.put("content-type", List.of("application/json"));
        var request = new LocalRequest(method, path, "", "HTTP/1.1", "127.0.0.1", headers, body.getBytes(UTF_8));
        var response = gateway.respond(request);
        for (int attempts = 1; response.status() == SERVICE_UNAVAILABLE && attempts < MAX_ATTEMPTS; attempts++)
            response = gateway.respond(request);
        if (response.status() >= 300)
            throw new IllegalStateException(path + ": " + response.status() + " " + new String(response.body(), UTF_8));
    }

    private void reportUsage(DemoScenario scenario, List<DemoAction.QueuedReport> queuedReports) {
        var remaining = queuedReports;
        for (int attempts = 0; !remaining.isEmpty(); attempts++) {
            if (attempts == MAX_ATTEMPTS) throw new IllegalStateException(scenario.id() + ": usage was not booked");
            remaining = deliver(scenario, remaining);
        }
    }

    // Delivers the messages at once, and returns those to be delivered again.
    private List<DemoAction.QueuedReport> deliver(DemoScenario scenario, List<DemoAction.QueuedReport> queuedReports) {
        var event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (int i = 0; i < queuedReports.size(); i++) {
            var record = records.addObject().put("messageId", Integer.toString(i));
            record.put("body", queuedReports.get(i).body());
            record.putObject("attributes")
                    .put(
                            "SentTimestamp",
                            Long.toString(queuedReports.get(i).sentAt().toEpochMilli()))
                    .put("MessageGroupId", scenario.id())
                    .put("ApproximateReceiveCount", "1");
        }
        try {
            return JSON.readTree(debit.invoke(event.toString().getBytes(UTF_8)))
                    .path("batchItemFailures")
                    .valueStream()
                    .map(failure ->
                            queuedReports.get(failure.path("itemIdentifier").asInt()))
                    .toList();
        } catch (FunctionInstances.InvocationFailedException nothingBooked) {
            return queuedReports;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
