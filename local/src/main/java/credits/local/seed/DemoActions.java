package credits.local.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.gateway.ApiGateway;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.demo.DemoAction;
import credits.local.demo.DemoScenario;
import credits.local.oidc.AccessTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Performs actions through the real functions: API calls through a gateway, usage as events of the queue.
/// Nothing is written past them. What fails on an overloaded machine is retried as callers and queues do.
///
/// @param debit an instance that only this organisation uses, so that its cached head is always current
/// @param purchases empty with Stripe itself, where nothing can be bought in the past: the credits are granted instead
public record DemoActions(
        ApiGateway gateway, FunctionInstances debit, AccessTokens tokens, Optional<DemoPurchases> purchases) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPERATOR_ROLE = "operator";
    private static final int HOLD_SECONDS = 24 * 3_600;

    void perform(DemoScenario scenario, DemoAction action) {
        switch (action) {
            case DemoAction.GrantCredits grantCredits -> grantCredits(scenario, grantCredits);
            case DemoAction.SaveBillingProfile save -> saveBillingProfile(scenario, save);
            case DemoAction.BuyCredits buyCredits -> buyCredits(scenario, buyCredits);
            case DemoAction.RefundPurchase refund -> purchases.ifPresent(all -> all.refund(refund));
            case DemoAction.HoldCredits holdCredits -> holdCredits(scenario, holdCredits);
            case DemoAction.SetLimits setLimits -> setLimits(scenario, setLimits);
            case DemoAction.SetTimeZone(var _, var zone) -> setTimeZone(scenario, zone);
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

    private void saveBillingProfile(DemoScenario scenario, DemoAction.SaveBillingProfile save) {
        var buyer = save.buyer();
        var body = JSON.createObjectNode().put("legal_name", buyer.legalName());
        body.putObject("address")
                .put("line1", buyer.street())
                .putNull("line2")
                .put("postal_code", buyer.postalCode())
                .put("city", buyer.city())
                .putNull("region")
                .put("country", buyer.country());
        body.put("vat_id", buyer.vatId().orElse(null))
                .put("language", buyer.language())
                .put("email", "accounting@" + scenario.id() + ".example");
        var token = tokens.issueToken(scenario.id(), save.memberId(), "owner");
        call("PUT", "/v1/billing_profile", token, Map.of(), body.toString());
    }

    private void buyCredits(DemoScenario scenario, DemoAction.BuyCredits buy) {
        if (purchases.isPresent()) purchases.get().buy(scenario.id(), buy);
        else if (buy.outcome() == DemoAction.PurchaseOutcome.PAID)
            grantCredits(
                    scenario,
                    new DemoAction.GrantCredits(buy.at(), buy.idempotencyKey(), buy.amount(), "Opening credits"));
    }

    private void holdCredits(DemoScenario scenario, DemoAction.HoldCredits hold) {
        var body = JSON.createObjectNode()
                .put("organisation", scenario.id())
                .put("operation", hold.operation())
                .put("quantity", hold.quantity())
                .put("expires_in", HOLD_SECONDS)
                .put("member", hold.memberId());
        var token = tokens.issueToken(scenario.id(), "feature", "feature");
        var key = Map.of("idempotency-key", hold.idempotencyKey());
        call("POST", "/v1/authorizations", token, key, body.toString());
    }

    private void setLimits(DemoScenario scenario, DemoAction.SetLimits setLimits) {
        var limits = setLimits.limits();
        var body = JSON.createObjectNode()
                .put("allowed_limit", limits.allowedLimit())
                .put("forecast_alert", !limits.earlierAlerts().isEmpty());
        var values = body.putArray("alert_values").add(limits.alertThreshold());
        limits.earlierAlerts().forEach(values::add);
        body.putArray("alert_recipients").add(ownAddress(setLimits.memberId(), scenario.id()));
        var token = tokens.issueToken(scenario.id(), setLimits.memberId(), "owner");
        call("PUT", "/v1/limits", token, Map.of("if-match", "*"), body.toString());
    }

    // It needs no confirmation: the token has it.
    private static String ownAddress(String memberId, String organisation) {
        return memberId.replaceFirst("^usr_", "") + "@" + organisation + ".example";
    }

    private void setTimeZone(DemoScenario scenario, ZoneId zone) {
        var body = JSON.createObjectNode().put("time_zone", zone.getId());
        var token = tokens.issueToken(scenario.id(), "usr_giulia", "owner");
        call("PUT", "/v1/organisation", token, Map.of(), body.toString());
    }

    private void call(String method, String path, String token, Map<String, String> headers, String body) {
        var _ = new ApiCaller(gateway).call(method, path, token, headers, body);
    }

    private void reportUsage(DemoScenario scenario, List<DemoAction.QueuedReport> queuedReports) {
        var remaining = queuedReports;
        for (int attempts = 0; !remaining.isEmpty(); attempts++) {
            if (attempts == ApiCaller.MAX_ATTEMPTS)
                throw new IllegalStateException(scenario.id() + ": usage was not booked");
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
