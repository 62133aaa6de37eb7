package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.identity.UniqueId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// All parts of a system with a pretended time use that time: here the evening of a leap day, more than
/// a year ahead.
@TestInstance(Lifecycle.PER_CLASS)
class PretendedTimeTest {
    private static final Instant BEGIN = Instant.parse("2028-02-29T21:20:00Z");
    // Far longer than the test takes on the slowest machine.
    private static final Instant END = BEGIN.plus(Duration.ofMinutes(90));
    private static final String TODAY = "2028-02-29";

    private final RunningSystem system = RunningSystem.startAt(BEGIN);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        client.close();
        system.close();
    }

    @Test
    void the_clock_endpoint_returns_the_pretended_time() throws Exception {
        assertThat(Instant.parse(get("/local/clock").body().strip())).isBetween(BEGIN, END);
    }

    @Test
    void usage_is_booked_on_the_pretended_day_and_the_month_ends_with_the_pretended_one() throws Exception {
        var customer = system.customer("100.00");

        var sent = post("/local/usage-reports?operation=query.run&quantity=1&organisation=" + customer.organisation());
        system.awaitEmptyQueue();

        assertThat(sent.statusCode()).isEqualTo(200);
        var overview = customer.overview();
        assertThat(overview.path("month").asText()).isEqualTo("2028-02");
        assertThat(overview.path("resets_at").asText()).isEqualTo("2028-02-29T23:00:00Z");
        assertThat(customer.entries(TODAY, 10))
                .singleElement()
                .satisfies(entry ->
                        assertThat(Instant.parse(entry.path("time").asText())).isBetween(BEGIN, END));
    }

    @Test
    void a_token_issued_at_sign_in_has_the_pretended_time_and_is_accepted() throws Exception {
        var token = signIn("acme").path("access_token").asText();

        var claims = RunningSystem.parseJson(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        assertThat(seconds(claims, "iat")).isBetween(BEGIN.minusSeconds(1), END);
        assertThat(seconds(claims, "exp")).isAfter(BEGIN);
        assertThat(system.http().get("/v1/usage/months/current", token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_key_has_the_pretended_time() throws Exception {
        var key = get("/local/key").body().strip();

        var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
        var body = "{\"organisation\":\"acme\",\"amount\":\"25.00\",\"reason\":\"Goodwill\",\"create\":true}";
        var response = system.http()
                .call(
                        "POST",
                        "/v1/adjustments",
                        system.issueToken("platform", "usr_operator", "operator"),
                        headers,
                        body);
        assertThat(createdAt(key)).isBetween(BEGIN, END);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    @Test
    void a_payment_its_invoice_and_its_events_have_the_pretended_time() {
        var shopper = new TopUpCustomer(system.newOrganisation());

        var _ = shopper.payTopUp("50.00");
        system.await(
                "the invoice", () -> shopper.newestPayment().path("invoice").isObject());

        assertThat(Instant.parse(shopper.newestPayment().path("created_at").asText()))
                .isBetween(BEGIN, END);
        assertThat(shopper.newestPayment().at("/invoice/number").asText()).contains("2028-");
        system.await("the event", () -> events("credits.invoice.issued.v1") == 1);
        assertThat(system.localSystem().eventBus().newestEvents())
                .allSatisfy(event ->
                        assertThat(Instant.parse(event.path("time").asText())).isBetween(BEGIN, END));
    }

    @Test
    void schedules_follow_the_pretended_time() {
        assertThat(new ScheduleClient(system).list().lines())
                .allMatch(line -> line.contains("next at 2028-02-29T2") || line.contains("next at 2028-03-01T0"));
    }

    /// Runs the script for browsers in Node, which the build needs anyway.
    @Test
    void the_first_script_of_a_page_shifts_its_clock() throws Exception {
        var script = get("/local/clock.js");
        var asked = """
                const date = new Date(), later = new Date("2030-01-01T00:00:00Z"), day = new Date(2028, 1, 29);
                class Own extends Date {}
                console.log(JSON.stringify([Date.now(), date.getTime(), Date.parse(Date()), new Own().getTime()]));
                console.log(JSON.stringify([later.toISOString(), day.getDate(), Date.UTC(2028, 1, 29), Date.length]));
                console.log(date instanceof Date, date.constructor === Date, Object.prototype.toString.call(date));
                """;

        var printed = new ProcessBuilder("node", "-e", script.body() + asked)
                .redirectErrorStream(true)
                .start();
        var lines = new String(printed.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(script.headers().firstValue("content-type")).hasValue("text/javascript;charset=utf-8");
        assertThat(RunningSystem.parseJson(lines.getFirst())
                        .valueStream()
                        .map(time -> Instant.ofEpochMilli(time.asLong())))
                .hasSize(4)
                .allSatisfy(time -> assertThat(time).isBetween(BEGIN.minusSeconds(1), END));
        assertThat(lines.subList(1, 3))
                .containsExactly("[\"2030-01-01T00:00:00.000Z\",29,1835395200000,7]", "true true [object Date]");
    }

    private long events(String type) {
        return system.localSystem().eventBus().newestEvents().stream()
                .filter(event -> event.path("detail-type").asText().equals(type))
                .count();
    }

    private static Instant createdAt(String key) {
        return Instant.ofEpochMilli(UniqueId.parse(key).orElseThrow().timestampMillis());
    }

    private static Instant seconds(JsonNode claims, String name) {
        return Instant.ofEpochSecond(claims.path(name).asLong());
    }

    private JsonNode signIn(String organisation) throws IOException, InterruptedException {
        var back = "redirect_uri="
                + URLEncoder.encode(system.localSystem().address() + "/signed-in", StandardCharsets.UTF_8);
        var authorized = form(
                "/oidc/authorize?client_id=credits&response_type=code&scope=openid&state=s&" + back,
                "organisation=" + organisation + "&member=usr_giulia&role=owner");
        var code = authorized.headers().firstValue("location").orElseThrow().replaceFirst(".*[?&]code=([^&]*).*", "$1");
        var response = form("/oidc/token", "grant_type=authorization_code&client_id=credits&code=" + code + "&" + back);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningSystem.parseJson(response.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> form(String path, String fields) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(system.localSystem().address() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
