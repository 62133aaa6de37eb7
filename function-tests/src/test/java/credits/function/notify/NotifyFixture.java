package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.account.AlertRecipients;
import credits.account.SpendingLimits.LastChange;
import credits.api.BlockerJson;
import credits.archive.InMemoryBucket;
import credits.aws.TableKeys;
import credits.event.AccountEvent;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.invoicing.store.InvoiceQueries;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.DamagedTable;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.role.ActingFunction;
import credits.notification.Notification;
import credits.notification.NotificationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;

/// An organisation, its mail service and the notify function.
final class NotifyFixture implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final int MAILS_PER_DAY = 40;
    static final BlockerJson PAGES = new BlockerJson(
            "https://app.example.com/usage", "https://app.example.com/limits", "https://app.example.com/top-up");
    static final InMemoryBucket ARCHIVE = new InMemoryBucket();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final OrganisationId organisation = new OrganisationId("notify_" + NUMBERS.incrementAndGet());
    final FakeMailService mailService = new FakeMailService();
    private final NotificationStore notifications =
            new NotificationStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    private Instant now = NOON;
    final HandlerInvoker handler = new HandlerInvoker(handler(DynamoDbFixture.DYNAMO));

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public void close() {
        mailService.close();
    }

    NotifyHandler handler(DynamoDbClient dynamo) {
        return handler(dynamo, mailService, () -> now);
    }

    static NotifyHandler handler(DynamoDbClient dynamo, FakeMailService mail, InstantSource clock) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        var environment = Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SESV2", mail.address());
        var ses = Mailer.client(SesV2Client.builder().credentialsProvider(credentials), environment);
        var mailer = new Mailer(new RoleCheckedSes(ses), new EmailAddress("credits@example.com"));
        var renderer = new EmailRenderer(PAGES, "https://app.example.com/payments", EmailLocale.EN);
        return new NotifyHandler(new NotificationSender(
                new credits.profile.ProfileStore(dynamo, DynamoDbFixture.TABLE_NAME),
                new NotificationStore(dynamo, DynamoDbFixture.TABLE_NAME),
                mailer,
                renderer,
                new DailyMails(dynamo, DynamoDbFixture.TABLE_NAME, MAILS_PER_DAY),
                new EmailAddress("operations@example.com"),
                new DocumentSender(
                        new InvoiceQueries(dynamo, DynamoDbFixture.TABLE_NAME),
                        ARCHIVE.archive(),
                        new MailedDocuments(dynamo, DynamoDbFixture.TABLE_NAME),
                        mailer,
                        renderer,
                        clock),
                clock));
    }

    /// The mail service as the function may use it.
    private record RoleCheckedSes(SesV2Client ses) implements SesV2Client {
        @Override
        public SendEmailResponse sendEmail(SendEmailRequest request) {
            ActingFunction.requireAllowed("ses:SendEmail", "identity/{domain}");
            return ses.sendEmail(request);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            ses.close();
        }
    }

    /// Lists recipients that have confirmed their addresses.
    void listRecipients(String... addresses) {
        listRecipients(_ -> Optional.empty(), addresses);
    }

    /// @param secret the secret of an address that is not confirmed
    void listRecipients(Function<EmailAddress, Optional<String>> secret, String... addresses) {
        var wanted = Arrays.stream(addresses).map(EmailAddress::new).toList();
        var change = new LastChange(NOON, new MemberId("usr_giulia"));
        assertThat(DynamoDbFixture.profileStore()
                        .replaceAlertRecipients(
                                organisation,
                                AlertRecipients.NONE,
                                AlertRecipients.NONE.replacedBy(wanted, change, secret)))
                .isTrue();
    }

    AccountEvent alertCrossed() {
        return event(
                "credits.limit.alert_crossed.v1",
                Json.object()
                        .put("alert_threshold", "80.00")
                        .put("used", "94.10")
                        .put("allowed_limit", "150.00")
                        .put("date", "2026-11-22"));
    }

    AccountEvent uncovered(String date) {
        return event(
                "credits.usage.uncovered.v1",
                Json.object().put("lines", 3).put("cost", "0.36").put("date", date));
    }

    AccountEvent event(String type, JsonObjectBuilder data) {
        var id = organisation + "/" + NUMBERS.incrementAndGet() + "/0";
        return new AccountEvent(
                id,
                type,
                organisation,
                NOON,
                data.put("time_zone", "Europe/Rome").build());
    }

    List<Notification> notifications() {
        return notifications.findNewest(organisation, 10);
    }

    /// Removes an attribute from all records of e-mails so far.
    void removeFromNotifications(String attribute) {
        var partition = TableKeys.profilePartition(organisation);
        var table = new DamagedTable(DynamoDbFixture.DYNAMO);
        for (var each : notifications())
            table.remove(
                    partition,
                    TableKeys.notificationSort(each.sortTime().toEpochMilli(), each.deduplicationKey()),
                    attribute);
    }

    // The ids of the messages to retry.
    List<String> failedIds(AccountEvent... events) {
        return failedIds(handler, events);
    }

    static List<String> failedIds(HandlerInvoker notify, AccountEvent... events) {
        return failedIds(notify, Arrays.stream(events).map(event -> event.toJson(AccountEvent.SOURCE)));
    }

    static List<String> failedIds(HandlerInvoker notify, Stream<Json.JsonObject> events) {
        var bodies = events.map(NotifyFixture::queueBody).toArray(String[]::new);
        return notify.invoke(sqsEvent(bodies))
                .path("batchItemFailures")
                .valueStream()
                .map(each -> each.path("itemIdentifier").asText())
                .toList();
    }

    // The message that a rule of the bus puts on a queue.
    static String queueBody(Json.JsonObject event) {
        return Json.object()
                .put("source", "credits")
                .put("detail", event)
                .build()
                .toText();
    }

    static String sqsEvent(String... bodies) {
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
                                        .build())
                        .build())
                .toList();
        return Json.object().put("Records", records).build().toText();
    }
}
