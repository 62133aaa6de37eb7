package credits.local.usage;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.template.QueueDefinition;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// Sends reports to the usage queue, one message each with the organisation as its group, and waits for what becomes of
/// them.
public final class QueuedReports {
    // The function books within a second; a conflict or a cold start takes a few more.
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final int MAX_MESSAGES = 10;

    private final SqsClient client;
    private final QueueDefinition queue;
    private final String invalidUsageQueueUrl;
    private final DebitedMessages debitedMessages;

    public QueuedReports(
            SqsClient client, QueueDefinition queue, String invalidUsageQueueUrl, DebitedMessages debitedMessages) {
        this.client = client;
        this.queue = queue;
        this.invalidUsageQueueUrl = invalidUsageQueueUrl;
        this.debitedMessages = debitedMessages;
    }

    private record SentMessage(String reportId, String messageId) {}

    /// Sends the reports and returns the outcome of each.
    public List<ReportOutcome> send(List<JsonNode> reports) {
        var sent = reports.stream().map(this::send).toList();
        long deadlineNanos = System.nanoTime() + MAX_WAIT.toNanos();
        return sent.stream().map(message -> await(message, deadlineNanos)).toList();
    }

    private SentMessage send(JsonNode report) {
        var response = client.sendMessage(message -> message.queueUrl(queue.url())
                .messageGroupId(report.path("subject").asText())
                .messageBody(report.toString()));
        return new SentMessage(report.path("id").asText(), response.messageId());
    }

    private ReportOutcome await(SentMessage sent, long deadlineNanos) {
        try {
            return debitedMessages
                    .await(sent.messageId(), deadlineNanos)
                    .map(settled -> toOutcome(sent, settled))
                    .orElseGet(() -> ReportOutcome.undecided(sent.reportId(), "it is still in the queue"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ReportOutcome.undecided(sent.reportId(), "the system is stopping");
        }
    }

    private ReportOutcome toOutcome(SentMessage sent, MatchResult settled) {
        if (settled.group("already") != null) return ReportOutcome.alreadyBooked(sent.reportId());
        var reason = settled.group("reason");
        if (reason != null) return ReportOutcome.invalid(sent.reportId(), reason, reasonDetail(sent));
        return ReportOutcome.booked(
                sent.reportId(),
                Integer.parseInt(settled.group("debited")),
                Integer.parseInt(settled.group("uncovered")));
    }

    // The log has no details. The queue shows those of its oldest messages, which stay in it.
    private String reasonDetail(SentMessage sent) {
        return client
                .receiveMessage(request -> request.queueUrl(invalidUsageQueueUrl)
                        .maxNumberOfMessages(MAX_MESSAGES)
                        .visibilityTimeout(0)
                        .messageAttributeNames("All"))
                .messages()
                .stream()
                .filter(message -> attribute(message, "message_id").equals(sent.messageId()))
                .map(message -> attribute(message, "reason_detail"))
                .findFirst()
                .orElse("(the invalid-usage queue has the details)");
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes()
                .getOrDefault(
                        name, MessageAttributeValue.builder().stringValue("").build())
                .stringValue();
    }
}
