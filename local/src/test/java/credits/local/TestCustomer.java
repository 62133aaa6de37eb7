package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// An organisation as it uses the system: its features report usage, its members call the API.
record TestCustomer(RunningSystem system, String organisation) {
    private static final int MAX_PAGES = 200;

    UsageReportBuilder report() {
        return UsageReportBuilder.withoutLinesFor(organisation, system.now());
    }

    /// Sends up to ten bodies to the usage queue in one batch. Their deduplication ids are unique, so that the
    /// queue drops none.
    void send(Object... bodies) {
        var entries = IntStream.range(0, bodies.length)
                .mapToObj(index -> SendMessageBatchRequestEntry.builder()
                        .id(String.valueOf(index))
                        .messageGroupId(organisation)
                        .messageDeduplicationId(UUID.randomUUID().toString())
                        .messageBody(bodies[index].toString())
                        .build())
                .toList();
        var response = system.sqsClient()
                .sendMessageBatch(batch ->
                        batch.queueUrl(system.localSystem().usageQueue().url()).entries(entries));
        assertThat(response.failed()).isEmpty();
    }

    String token(String role) {
        return system.issueToken(organisation, "usr_giulia", role);
    }

    HttpResponse<String> get(String path) {
        return system.http().get(path, token("owner"));
    }

    /// The response of a successful call.
    JsonNode read(String path) {
        var response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningSystem.parseJson(response.body());
    }

    /// All pages of a list.
    ///
    /// @param path with a query
    List<JsonNode> readPages(String path) {
        var pages = new ArrayList<JsonNode>();
        pages.add(read(path));
        while (!pages.getLast().path("next_cursor").isNull()) {
            assertThat(pages.getLast().path("data")).isNotEmpty();
            pages.add(
                    read(path + "&cursor=" + pages.getLast().path("next_cursor").asText()));
        }
        return pages;
    }

    JsonNode overview() {
        return read("/v1/usage/months/current");
    }

    /// All entries of a day, newest first, in pages of `limit`.
    List<JsonNode> entries(String date, int limit) {
        var entries = new ArrayList<JsonNode>();
        var path = "/v1/usage/days/" + date + "?limit=" + limit;
        var page = read(path);
        for (int pages = 1; true; pages++) {
            assertThat(pages).isLessThan(MAX_PAGES);
            assertThat(page.path("data").size()).isBetween(0, limit);
            page.path("data").forEach(entries::add);
            if (page.path("next_cursor").isNull()) return entries;
            assertThat(page.path("data")).hasSize(limit);
            page = read(path + "&cursor=" + page.path("next_cursor").asText());
        }
    }

    /// All entries of the current month.
    List<JsonNode> entries() {
        return days(overview()).flatMap(date -> entries(date, 100).stream()).toList();
    }

    static Stream<String> days(JsonNode overview) {
        return overview.path("days").valueStream().map(day -> day.path("date").asText());
    }

    void setLimits(String alertThreshold, String allowedLimit) {
        var body = "{\"alert_recipients\":[],\"alert_threshold\":\"%s\",\"allowed_limit\":\"%s\"}"
                .formatted(alertThreshold, allowedLimit);
        var response = putLimits(Map.of("If-Match", "*", "Content-Type", "application/json"), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    HttpResponse<String> putLimits(Map<String, String> headers, String body) {
        return system.http().put("/v1/limits", token("owner"), headers, body);
    }

    /// Follows the link in the e-mail that asks `address` for a confirmation, as its owner.
    void confirmRecipient(String address) {
        var link = Pattern.compile("/confirm#" + Pattern.quote(organisation) + "/([0-9a-f]{32})");
        system.await("the link for " + address, () -> linkTo(address, link).isPresent());
        var body = "{\"organisation\":\"%s\",\"secret\":\"%s\"}"
                .formatted(organisation, linkTo(address, link).orElseThrow());
        var headers = Map.of("Content-Type", "application/json");
        var response = system.http().call("POST", "/v1/alert_recipients/confirmations", "", headers, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private Optional<String> linkTo(String address, Pattern link) {
        return system.localSystem().mailService().sentEmails().stream()
                .filter(email -> email.to().equals(address))
                .flatMap(email -> link.matcher(email.text()).results())
                .map(found -> found.group(1))
                .findFirst();
    }

    /// The sum of an amount field.
    static BigDecimal sum(Iterable<JsonNode> items, String field) {
        var sum = BigDecimal.ZERO;
        for (var item : items) sum = sum.add(amount(item, field));
        return sum;
    }

    static BigDecimal amount(JsonNode item, String field) {
        assertThat(item.path(field).isTextual()).as(field + " in " + item).isTrue();
        return new BigDecimal(item.path(field).asText());
    }
}
