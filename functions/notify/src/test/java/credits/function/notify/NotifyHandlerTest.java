package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.account.AlertRecipients;
import credits.account.Limits.LastChange;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.Alert;
import credits.ledger.Alert.State;
import credits.ledger.Alerts;
import credits.ledger.Connection;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

class NotifyHandlerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Obstacles PAGES = new Obstacles(
            "https://app.example.com/usage", "https://app.example.com/limits", "https://app.example.com/top-up");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final OrganisationId organisation = new OrganisationId("notify_" + NUMBERS.incrementAndGet());
    private final MailService mail = new MailService();
    private final Alerts alerts = new Alerts(LocalTable.DYNAMO, LocalTable.NAME);
    private Instant now = NOON;
    private final Invocation notify = new Invocation(handler(LocalTable.DYNAMO));

    @AfterEach
    void stop() {
        mail.close();
    }

    @Test
    void everybody_who_is_listed_is_told_once_however_often_the_event_comes() {
        listed("giulia@acme.example", "marco@acme.example");
        var crossed = alert();

        assertThat(again(crossed)).isEmpty();
        assertThat(again(crossed, crossed)).isEmpty();
        now = now.plus(Duration.ofDays(3));
        assertThat(again(crossed)).isEmpty();

        assertThat(mail.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
        assertThat(history()).singleElement().satisfies(told -> {
            assertThat(told.type()).isEqualTo("limit.alert_crossed");
            assertThat(told.data()).contains("\"used\":\"94.10\"");
            assertThat(told.deliveries()).extracting(each -> each.state()).containsOnly(State.SENT);
        });
    }

    @Test
    void while_the_mail_service_is_down_the_event_waits_and_is_told_afterwards() {
        listed("giulia@acme.example", "marco@acme.example");
        var crossed = alert();
        mail.fails("", "InternalFailure");

        for (int minute = 0; minute < 60; minute += 6) {
            assertThat(again(crossed)).containsExactly("m0");
            now = now.plus(Duration.ofMinutes(6));
        }
        mail.works();

        assertThat(again(crossed)).isEmpty();
        assertThat(mail.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
        assertThat(notify.log()).doesNotContain("giulia", "marco");
    }

    @Test
    void who_was_told_before_the_mail_service_failed_is_not_told_again() {
        listed("giulia@acme.example", "marco@acme.example");
        var crossed = alert();
        mail.fails("marco@acme.example", "TooManyRequestsException");

        assertThat(again(crossed)).containsExactly("m0");
        mail.works();

        assertThat(again(crossed)).isEmpty();
        assertThat(mail.recipients()).containsExactly("giulia@acme.example", "marco@acme.example");
    }

    @Test
    void an_address_that_is_refused_for_ever_delays_nobody_and_is_noted() {
        listed("nobody@acme.example", "marco@acme.example");
        mail.fails("nobody@acme.example", "MessageRejected");

        assertThat(again(alert())).isEmpty();

        assertThat(mail.recipients()).containsExactly("marco@acme.example");
        assertThat(history().getFirst().deliveries())
                .extracting(each -> each.state())
                .containsExactly(State.REFUSED, State.SENT);
        assertThat(notify.log()).contains("refused");
    }

    /// The mark is broken off between the e-mail and the note that it was sent.
    @Test
    void a_crash_between_an_e_mail_and_its_mark_repeats_that_one_once_and_forgets_nobody() {
        listed("giulia@acme.example", "marco@acme.example");
        var crossed = alert();
        for (int put = 1; put <= 3; put++) {
            var event = alert();
            mail.taken().clear();
            var dying = new Invocation(handler(Broken.afterPuts(LocalTable.DYNAMO, put - 1)));

            assertThat(failures(dying, event)).containsExactly("m0");
            assertThat(again(event)).as("claimed").containsExactlyElementsOf(put == 1 ? List.of() : List.of("m0"));
            now = now.plus(Duration.ofMinutes(6));
            assertThat(again(event)).isEmpty();
            assertThat(again(event)).isEmpty();

            assertThat(mail.recipients()).contains("giulia@acme.example", "marco@acme.example");
            assertThat(mail.recipients()).hasSize(put == 1 ? 2 : 3);
        }
        assertThat(again(crossed)).isEmpty();
    }

    @Test
    void of_two_deliveries_at_a_time_one_writes_and_the_other_comes_again() {
        listed("giulia@acme.example");
        var crossed = alert();
        var dying = new Invocation(handler(Broken.afterPuts(LocalTable.DYNAMO, 1)));
        assertThat(failures(dying, crossed)).containsExactly("m0");
        assertThat(mail.taken()).hasSize(1);

        assertThat(again(crossed)).containsExactly("m0");
        assertThat(mail.taken()).hasSize(1);
        now = now.plus(Duration.ofSeconds(89));
        assertThat(again(crossed)).containsExactly("m0");
        now = now.plus(Duration.ofSeconds(2));
        assertThat(again(crossed)).isEmpty();
    }

    @Test
    void uncovered_usage_is_told_once_a_day_of_the_organisation() {
        listed("giulia@acme.example");

        assertThat(again(uncovered("2026-11-22"), uncovered("2026-11-22"), uncovered("2026-11-22")))
                .isEmpty();
        assertThat(mail.taken()).hasSize(1);
        assertThat(again(uncovered("2026-11-23"))).isEmpty();

        assertThat(mail.taken()).hasSize(2);
    }

    @Test
    void events_for_systems_are_no_e_mail_and_an_unlisted_organisation_is_not_written_to() {
        assertThat(again(alert())).isEmpty();
        listed("giulia@acme.example");
        assertThat(again(event("authorization.expired", Json.object()), event("limits.changed", Json.object())))
                .isEmpty();

        assertThat(mail.taken()).isEmpty();
        assertThat(history())
                .singleElement()
                .satisfies(told -> assertThat(told.deliveries()).isEmpty());
    }

    @Test
    void what_is_no_event_holds_up_no_other_and_stays_for_people_to_look_at() {
        listed("giulia@acme.example");

        var failed = notify.of(batch("{}", body(alert().json()))).path("batchItemFailures");

        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).path("itemIdentifier").asText()).isEqualTo("m0");
        assertThat(mail.recipients()).containsExactly("giulia@acme.example");
    }

    @Test
    void no_organisation_hears_of_another() {
        listed("giulia@acme.example");
        var other = new NotifyHandlerTest();
        other.listed("anna@globex.example");

        assertThat(again(alert(), other.alert())).isEmpty();
        other.stop();

        assertThat(mail.taken()).hasSize(2);
        for (var each : mail.taken()) {
            var ours = MailService.recipient(each).equals("giulia@acme.example");
            assertThat(each.at("/Content").toString())
                    .contains((ours ? organisation : other.organisation).value())
                    .doesNotContain((ours ? other.organisation : organisation).value() + "<")
                    .doesNotContain("@acme", "@globex");
        }
    }

    private NotifyHandler handler(DynamoDbClient way) {
        return handler(way, mail, () -> now);
    }

    static NotifyHandler handler(DynamoDbClient way, MailService mail, InstantSource clock) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        var environment = Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SESV2", mail.address());
        var ses = Connection.configured(
                        SesV2Client.builder().credentialsProvider(credentials), environment, "AWS_ENDPOINT_URL_SESV2")
                .build();
        return new NotifyHandler(new Telling(
                new credits.ledger.Profiles(way, LocalTable.NAME),
                new Alerts(way, LocalTable.NAME),
                new Post(ses, new EmailAddress("credits@example.com")),
                new Letters(PAGES, "https://app.example.com/payments", Language.EN),
                new EmailAddress("operations@example.com"),
                clock));
    }

    private void listed(String... addresses) {
        var wanted = Arrays.stream(addresses).map(EmailAddress::new).toList();
        var change = new LastChange(NOON, new MemberId("usr_giulia"));
        assertThat(LocalTable.profiles()
                        .replace(organisation, AlertRecipients.NONE, AlertRecipients.NONE.changedTo(wanted, change)))
                .isTrue();
    }

    private Announcement alert() {
        return event(
                "limit.alert_crossed",
                Json.object()
                        .put("alert_threshold", "80.00")
                        .put("used", "94.10")
                        .put("allowed_limit", "150.00")
                        .put("date", "2026-11-22"));
    }

    private Announcement uncovered(String date) {
        return event(
                "usage.uncovered",
                Json.object().put("lines", 3).put("cost", "0.36").put("date", date));
    }

    private Announcement event(String type, JsonObject data) {
        var id = organisation + "/" + NUMBERS.incrementAndGet() + "/0";
        return new Announcement(
                id,
                type,
                organisation,
                NOON,
                data.put("time_zone", "Europe/Rome").end());
    }

    private List<Alert> history() {
        return alerts.newest(organisation, 10);
    }

    // The ids of those to come again.
    private List<String> again(Announcement... events) {
        return failures(notify, events);
    }

    private static List<String> failures(Invocation notify, Announcement... events) {
        return failures(notify, Arrays.stream(events).map(Announcement::json));
    }

    static List<String> failures(Invocation notify, Stream<Json.Members> events) {
        var bodies = events.map(NotifyHandlerTest::body).toArray(String[]::new);
        return notify.of(batch(bodies))
                .path("batchItemFailures")
                .valueStream()
                .map(each -> each.path("itemIdentifier").asText())
                .toList();
    }

    // As a rule of the bus puts it on a queue.
    private static String body(Json.Members event) {
        return Json.object().put("source", "credits").put("detail", event).end().text();
    }

    private static String batch(String... bodies) {
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
