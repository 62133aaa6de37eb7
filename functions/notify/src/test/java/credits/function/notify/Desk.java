package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.account.AlertRecipients;
import credits.account.Limits.LastChange;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.Alert;
import credits.ledger.Alerts;
import credits.ledger.LocalTable;
import credits.wire.Announcement;
import credits.wire.Json;
import credits.wire.JsonObject;
import credits.wire.Obstacles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// An organisation, its mail service and the notify function.
final class Desk implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Obstacles PAGES = new Obstacles(
            "https://app.example.com/usage", "https://app.example.com/limits", "https://app.example.com/top-up");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final OrganisationId organisation = new OrganisationId("notify_" + NUMBERS.incrementAndGet());
    final MailService mail = new MailService();
    private final Alerts alerts = new Alerts(LocalTable.DYNAMO, LocalTable.NAME);
    private Instant now = NOON;
    final Invocation notify = new Invocation(handler(LocalTable.DYNAMO));

    void later(Duration by) {
        now = now.plus(by);
    }

    @Override
    public void close() {
        mail.close();
    }

    NotifyHandler handler(DynamoDbClient way) {
        return handler(way, mail, () -> now);
    }

    static NotifyHandler handler(DynamoDbClient way, MailService mail, InstantSource clock) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        var environment = Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SESV2", mail.address());
        var ses = Post.client(SesV2Client.builder().credentialsProvider(credentials), environment);
        return new NotifyHandler(new Telling(
                new credits.ledger.Profiles(way, LocalTable.NAME),
                new Alerts(way, LocalTable.NAME),
                new Post(ses, new EmailAddress("credits@example.com")),
                new Letters(PAGES, "https://app.example.com/payments", Language.EN),
                new EmailAddress("operations@example.com"),
                clock));
    }

    void listed(String... addresses) {
        var wanted = Arrays.stream(addresses).map(EmailAddress::new).toList();
        var change = new LastChange(NOON, new MemberId("usr_giulia"));
        assertThat(LocalTable.profiles()
                        .replace(organisation, AlertRecipients.NONE, AlertRecipients.NONE.changedTo(wanted, change)))
                .isTrue();
    }

    Announcement alert() {
        return event(
                "limit.alert_crossed",
                Json.object()
                        .put("alert_threshold", "80.00")
                        .put("used", "94.10")
                        .put("allowed_limit", "150.00")
                        .put("date", "2026-11-22"));
    }

    Announcement uncovered(String date) {
        return event(
                "usage.uncovered",
                Json.object().put("lines", 3).put("cost", "0.36").put("date", date));
    }

    Announcement event(String type, JsonObject data) {
        var id = organisation + "/" + NUMBERS.incrementAndGet() + "/0";
        return new Announcement(
                id,
                type,
                organisation,
                NOON,
                data.put("time_zone", "Europe/Rome").end());
    }

    List<Alert> history() {
        return alerts.newest(organisation, 10);
    }

    // The ids of the messages to retry.
    List<String> again(Announcement... events) {
        return failures(notify, events);
    }

    static List<String> failures(Invocation notify, Announcement... events) {
        return failures(notify, Arrays.stream(events).map(Announcement::json));
    }

    static List<String> failures(Invocation notify, Stream<Json.Members> events) {
        var bodies = events.map(Desk::body).toArray(String[]::new);
        return notify.of(batch(bodies))
                .path("batchItemFailures")
                .valueStream()
                .map(each -> each.path("itemIdentifier").asText())
                .toList();
    }

    // The message that a rule of the bus puts on a queue.
    static String body(Json.Members event) {
        return Json.object().put("source", "credits").put("detail", event).end().text();
    }

    static String batch(String... bodies) {
        var number = new AtomicInteger();
        var records = Arrays.stream(bodies)
                .map(body -> Json.object()
                        .put("messageId", "m" + number.getAndIncrement())
                        .put("body", body)
                        .put(
                                "attributes",
                                Json.object()
                                        .put("SentTimestamp", "1795348800000")
                                        .put("ApproximateReceiveCount", "1")
                                        .end())
                        .end())
                .toList();
        return Json.object().put("Records", records).end().text();
    }
}
