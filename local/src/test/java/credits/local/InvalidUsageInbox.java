package credits.local;

import static java.util.Objects.requireNonNull;

import credits.settings.EnvironmentVariable;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// The queue of invalid usage reports, as an operator reads it.
final class InvalidUsageInbox {
    /// A message that was set aside.
    record InvalidUsageMessage(String organisation, String body, String reasonCode, String reasonDetail) {}

    private static final int MAX_BATCH_MESSAGES = 10;

    private final RunningSystem system;
    private final String url;

    InvalidUsageInbox(RunningSystem system) {
        this.system = system;
        this.url = EnvironmentVariable.INVALID_USAGE_QUEUE_URL.require(system.debitEnvironment());
    }

    /// Waits for the first message of the customer, and removes it and all earlier ones from the queue.
    InvalidUsageMessage await(TestCustomer customer) {
        return await(customer, 1).getFirst();
    }

    /// Waits for `count` messages of the customer, oldest first.
    List<InvalidUsageMessage> await(TestCustomer customer, int count) {
        var found = new ArrayList<InvalidUsageMessage>();
        system.await(count + " invalid messages of " + customer.organisation(), () -> {
            for (var message : receiveAll())
                if (message.organisation().equals(customer.organisation())) found.add(message);
            return found.size() >= count;
        });
        return found;
    }

    private List<InvalidUsageMessage> receiveAll() {
        var messages = system.sqsClient()
                .receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(MAX_BATCH_MESSAGES)
                        .waitTimeSeconds(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
        for (var message : messages) {
            var _ = system.sqsClient()
                    .deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
        }
        return messages.stream().map(InvalidUsageInbox::toMessage).toList();
    }

    private static InvalidUsageMessage toMessage(Message message) {
        return new InvalidUsageMessage(
                requireNonNull(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)),
                message.body(),
                attribute(message, "reason_code"),
                attribute(message, "reason_detail"));
    }

    private static String attribute(Message message, String name) {
        return requireNonNull(message.messageAttributes().get(name), name).stringValue();
    }
}
