package credits.local;

import static java.util.Objects.requireNonNull;

import credits.wire.Variable;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// The queue of what can never be booked, as an operator reads it.
final class InvalidUsage {
    /// A message that was put aside.
    record PutAside(String organisation, String body, String reasonCode, String reasonDetail) {}

    private static final int MOST_AT_ONCE = 10;

    private final RunningSystem system;
    private final String url;

    InvalidUsage(RunningSystem system) {
        this.system = system;
        this.url = Variable.INVALID_USAGE_QUEUE_URL.in(system.debitEnvironment());
    }

    /// The first message of the customer; takes it and all before it from the queue.
    PutAside await(Customer customer) {
        return await(customer, 1).getFirst();
    }

    /// So many messages of the customer, oldest first.
    List<PutAside> await(Customer customer, int count) {
        var found = new ArrayList<PutAside>();
        system.await(count + " invalid messages of " + customer.organisation(), () -> {
            for (var message : receive())
                if (message.organisation().equals(customer.organisation())) found.add(message);
            return found.size() >= count;
        });
        return found;
    }

    private List<PutAside> receive() {
        var messages = system.queues()
                .receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(MOST_AT_ONCE)
                        .waitTimeSeconds(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
        for (var message : messages) {
            var _ = system.queues()
                    .deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
        }
        return messages.stream().map(InvalidUsage::putAside).toList();
    }

    private static PutAside putAside(Message message) {
        return new PutAside(
                requireNonNull(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)),
                message.body(),
                attribute(message, "reason_code"),
                attribute(message, "reason_detail"));
    }

    private static String attribute(Message message, String name) {
        return requireNonNull(message.messageAttributes().get(name), name).stringValue();
    }
}
