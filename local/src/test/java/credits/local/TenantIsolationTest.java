package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls every route of the contract as an owner of another organisation, with all ids of this one. The
/// routes come from the contract: a new route is called as well, and a new id fails here until the test
/// knows its value.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class TenantIsolationTest {
    private static final JsonNode CONTRACT = contract();
    private static final String BALANCE = "4711.13";

    private final RunningSystem system;
    private final TestCustomer victim;
    private final TestCustomer stranger;
    private final Map<String, String> known = new HashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private String limits = "";

    TenantIsolationTest(RunningSystem system) {
        this.system = system;
        this.victim = system.customer(BALANCE);
        this.stranger = system.customer("1.00");
    }

    /// An operation of the contract.
    record ContractCall(String method, String path, JsonNode operation) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    void setUpVictim() {
        victim.send(victim.report().addLine("query.report", "7").addLine("query.report", "8"));
        system.awaitEmptyQueue();
        var body =
                "{\"alert_threshold\":null,\"allowed_limit\":\"4000.17\",\"alert_recipients\":[\"v@victim.example\"]}";
        var headers = Map.of("If-Match", "*", "Content-Type", "application/json");
        assertThat(victim.putLimits(headers, body).statusCode()).isEqualTo(200);
        var overview = victim.overview();
        var date = TestCustomer.days(overview).findFirst().orElseThrow();
        known.put("organisation", victim.organisation());
        known.put("month", overview.path("month").asText());
        known.put("year", overview.path("month").asText().substring(0, 4));
        known.put("date", date);
        known.put(
                "cursor",
                victim.read("/v1/usage/days/" + date + "?limit=1")
                        .path("next_cursor")
                        .asText());
        secrets.addAll(
                List.of(overview.path("balance").asText(), overview.path("used").asText()));
        secrets.addAll(List.of("4000.17", "v@victim.example"));
        limits = victim.get("/v1/limits").body();
        known.put("/v1/authorizations", create("/v1/authorizations", "feature", """
                {"organisation":"%s","operation":"query.run","quantity":"1"}""".formatted(victim.organisation())));
        assertThat(new TopUpCustomer(victim).saveProfile().statusCode()).isEqualTo(200);
        known.put("/v1/top_ups", create("/v1/top_ups", "owner", "{\"amount\":\"20.00\"}"));
        known.put("/v1/payments", known.get("/v1/top_ups"));
        known.put("code", "not-found");
        known.put("number", "CN-" + known.get("year") + "-000001");
        known.put("series", known.get("year"));
        known.put("from", date);
        known.put("to", date);
        known.put("group_by", "member");
        known.put("period", known.get("year") + "-11");
        // The platform's, and of all organisations.
        known.put("/v1/webhook_endpoints", "crm");
        known.put("delivery", "msg_01a20320a20044966d1eafcb12de1041");
    }

    /// Creates something for the organisation and returns its id.
    private String create(String path, String role, String body) {
        var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", system.newId());
        var response = system.http().call("POST", path, victim.token(role), headers, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningSystem.parseJson(response.body()).path("id").asText();
    }

    static List<ContractCall> contractCalls() {
        var contractCalls = new ArrayList<ContractCall>();
        for (var path : CONTRACT.path("paths").properties())
            for (var method : path.getValue().properties())
                contractCalls.add(new ContractCall(method.getKey(), path.getKey(), method.getValue()));
        return contractCalls;
    }

    @ParameterizedTest
    @MethodSource("contractCalls")
    void nothing_of_another_organisation_is_shown_or_changed(ContractCall contractCall) {
        for (var named : queries(contractCall)) {
            var response = callAsStranger(contractCall, named);

            assertThat(response.statusCode()).as("%s %s", contractCall, named).isIn(200, 400, 403, 404, 409);
            if (named.startsWith("organisation=") || named.startsWith("cursor="))
                assertThat(response.statusCode())
                        .as("%s %s", contractCall, named)
                        .isIn(400, 403);
            assertThat(response.body()).as("%s %s", contractCall, named).doesNotContain(secrets);
        }
        assertThat(victim.overview().path("balance").asText()).isEqualTo(secrets.getFirst());
        assertThat(victim.get("/v1/limits").body()).isEqualTo(limits);
    }

    @Test
    void the_organisation_itself_sees_everything_that_others_must_not() {
        var seen = victim.overview() + victim.get("/v1/limits").body();

        assertThat(seen).contains(secrets);
        assertThat(secrets).hasSize(4).noneMatch("0.00"::equals);
        assertThat(contractCalls()).hasSizeGreaterThanOrEqualTo(8);
    }

    /// The query without its optional parameters, and with each known id of the other organisation.
    private List<String> queries(ContractCall contractCall) {
        var queries = new ArrayList<String>();
        var required = new ArrayList<String>();
        for (var reference : contractCall.operation().path("parameters")) {
            var parameter = parameter(reference);
            if (!parameter.path("in").asText().equals("query")) continue;
            var name = parameter.path("name").asText();
            if (parameter.path("required").asBoolean()) required.add(name + "=" + value(name));
            else if (known.containsKey(name)) queries.add(name + "=" + value(name));
        }
        queries.add(String.join("&", required));
        return queries;
    }

    private static JsonNode parameter(JsonNode reference) {
        return CONTRACT.at(reference.path("$ref").asText().substring(1));
    }

    private String value(String name) {
        var value = Optional.ofNullable(known.get(name))
                .orElseThrow(() -> new AssertionError("this test lacks the other organisation's " + name));
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> callAsStranger(ContractCall contractCall, String query) {
        var path = contractCall.path();
        while (path.contains("{")) {
            var name = path.substring(path.indexOf('{') + 1, path.indexOf('}'));
            var collection = path.substring(0, path.indexOf("/{"));
            path = path.replace("{" + name + "}", value(name.equals("id") ? collection : name));
        }
        var address = query.isEmpty() ? path : path + "?" + query;
        if (contractCall.method().equals("get")) return stranger.get(address);
        var examples = contractCall.operation().at("/requestBody/content/application~1json/examples");
        var body = examples.isEmpty() ? "{}" : body(examples.elements().next());
        var headers = Map.of("If-Match", "*", "Content-Type", "application/json", "Idempotency-Key", system.newId());
        return system.http()
                .call(contractCall.method().toUpperCase(Locale.ROOT), address, stranger.token("owner"), headers, body);
    }

    /// The body of the example, with the id of the other organisation if it contains one.
    private String body(JsonNode example) {
        var body = example.path("value").deepCopy();
        for (var field : List.of("organisation", "subject")) {
            for (var parent : body.findParents(field)) ((ObjectNode) parent).put(field, victim.organisation());
        }
        return body.toString();
    }

    private static JsonNode contract() {
        try (var stream = TenantIsolationTest.class.getResourceAsStream("/contract/openapi.yaml")) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
