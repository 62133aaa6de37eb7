package credits.function.deliver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.identity.MemberId;
import credits.json.Json;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.role.RoleInterceptor;
import credits.webhook.EndpointId;
import credits.webhook.EventEndpoint;
import credits.webhook.EventEndpoint.Configuration;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDeliveryStore;
import credits.webhook.WebhookSecret;
import credits.webhook.WebhookUrl;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// A platform with its endpoints, a receiver, the deliver function and its queue, which is real.
final class WebhookFixture implements AutoCloseable {
    private static final MemberId OPERATOR = new MemberId("usr_operator");
    private static final int SQS_PORT = SQSRestServerBuilder.withDynamicPort()
            .withInterface("localhost")
            .start()
            .waitUntilStarted()
            .localAddress()
            .getPort();
    private static final int HIDDEN_SECONDS = 43_000;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final WebhookReceiver receiver = new WebhookReceiver();
    final EventEndpointStore endpoints;
    final WebhookDeliveryStore deliveries;
    private final List<Duration> pauses = new ArrayList<>();
    private final SqsClient webhookSqs =
            sqs(List.of(new RoleInterceptor("sqs", "WebhooksWaitingQueue.Arn"), new PauseRecorder()));
    private final SqsClient mailSqs = sqs(List.of(new RoleInterceptor("sqs", "MailWaitingQueue.Arn")));
    // The test's own, and Lambda's.
    private final SqsClient ownSqs = sqs(List.of());
    private final String queueUrl = createQueue("webhooks");
    private final String mailQueueUrl = createQueue("mail");
    private final HandlerInvoker handler;
    private Instant now = EventFixture.NOON;

    WebhookFixture() {
        this(_ -> true);
    }

    /// @param isAllowed whether requests may be sent to an address
    WebhookFixture(Predicate<InetAddress> isAllowed) {
        var dynamo = DynamoDbFixture.createTable();
        endpoints = new EventEndpointStore(dynamo, DynamoDbFixture.TABLE_NAME);
        deliveries = new WebhookDeliveryStore(dynamo, DynamoDbFixture.TABLE_NAME);
        handler = new HandlerInvoker(new DeliverHandler(Wiring.of(
                endpoints,
                deliveries,
                new DeliveryQueue(webhookSqs, queueUrl),
                new WebhookClient(isAllowed, receiver.trusting(), Duration.ofMinutes(10)),
                Wiring.mailQueue(mailSqs, mailQueueUrl),
                () -> now)));
    }

    @Override
    public void close() {
        receiver.close();
        webhookSqs.close();
        mailSqs.close();
        ownSqs.close();
    }

    private String createQueue(String name) {
        return ownSqs.createQueue(create -> create.queueName(name + NUMBERS.incrementAndGet()))
                .queueUrl();
    }

    private static SqsClient sqs(List<ExecutionInterceptor> interceptors) {
        return SqsClient.builder()
                .endpointOverride(URI.create("http://localhost:" + SQS_PORT))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override -> override.executionInterceptors(interceptors))
                .build();
    }

    // How long the function hides messages.
    private final class PauseRecorder implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof ChangeMessageVisibilityRequest change)
                pauses.add(Duration.ofSeconds(change.visibilityTimeout()));
        }
    }

    /// An endpoint at the receiver, for all types if none is named.
    EventEndpoint add(String name, String... types) {
        var endpoint = EventEndpoint.create(
                new EndpointId(name),
                new Configuration(WebhookUrl.parse(receiver.url()), List.of(types), true),
                WebhookSecret.create(new SplittableRandom(NUMBERS.incrementAndGet()), Optional.empty()),
                OPERATOR,
                now);
        assertThat(endpoints.tryReplace(endpoint)).isTrue();
        return endpoint;
    }

    /// Saves the endpoint again, as it is, and on.
    void switchOn(EventEndpoint endpoint) {
        var configuration = new Configuration(endpoint.url(), endpoint.eventTypes(), true);
        assertThat(endpoints.update(endpoint.id(), before -> before.reconfigured(configuration, OPERATOR, now)))
                .isPresent();
    }

    EventEndpoint stored(EventEndpoint endpoint) {
        return endpoints.find(endpoint.id()).orElseThrow();
    }

    WebhookDelivery onlyDelivery(EventEndpoint endpoint) {
        var all = deliveries.list(endpoint.id(), Optional.empty(), 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /// Delivers an event of the bus to the function. Returns whether the function is done with it.
    boolean publish(Json.JsonObject event) {
        var body = Json.object().put("source", "credits").put("detail", event).build();
        return invoke("bus", "", body.toText());
    }

    private boolean invoke(String messageId, String receiptHandle, String body) {
        var attributes = Json.object()
                .put("SentTimestamp", Long.toString(now.toEpochMilli()))
                .put("ApproximateReceiveCount", "1")
                .build();
        var message = Json.object()
                .put("messageId", messageId)
                .put("receiptHandle", receiptHandle)
                .put("body", body)
                .put("attributes", attributes)
                .build();
        var response = handler.invoke(
                Json.object().put("Records", List.of(message)).build().toText());
        return response.path("batchItemFailures").isEmpty();
    }

    /// Has the function process what is visible in its queue, as Lambda does. Returns how many messages that were.
    int deliver() {
        var messages = receive();
        messages.forEach(this::process);
        return messages.size();
    }

    /// Has the function process a message.
    void process(Message message) {
        if (invoke(message.messageId(), message.receiptHandle(), message.body())) {
            var _ = ownSqs.deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        } else {
            // Until the test takes it up again, however long that is by the clock on the wall.
            var _ = ownSqs.changeMessageVisibility(change -> change.queueUrl(queueUrl)
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(HIDDEN_SECONDS));
        }
    }

    private List<Message> receive() {
        return ownSqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(HIDDEN_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    /// Lets the time of the last pause pass, and the same message be processed again.
    void retry(Message hidden) {
        now = now.plus(lastPause());
        process(hidden);
    }

    /// The one message that is visible, which is then hidden.
    Message take() {
        var messages = receive();
        assertThat(messages).hasSize(1);
        return requireNonNull(messages.getFirst());
    }

    void send(WebhookDelivery delivery) {
        new DeliveryQueue(webhookSqs, queueUrl).send(delivery);
    }

    Duration lastPause() {
        return pauses.getLast();
    }

    List<Duration> pauses() {
        return pauses;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    Instant now() {
        return now;
    }

    /// The bodies of the messages to the function that sends e-mail.
    List<String> mails() {
        return ownSqs
                .receiveMessage(receive ->
                        receive.queueUrl(mailQueueUrl).maxNumberOfMessages(10).visibilityTimeout(0))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }
}
