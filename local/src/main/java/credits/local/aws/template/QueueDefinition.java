package credits.local.template;

import java.util.Optional;
import java.util.Set;

/// A queue. `visibilitySeconds` is how long a message that was received stays hidden from others.
public record Queue(
        String name,
        String url,
        String arn,
        boolean fifo,
        boolean contentBasedDeduplication,
        int visibilitySeconds,
        Optional<Redrive> redrive) {
    static final String TYPE = "AWS::SQS::Queue";

    /// Where a message goes that was received more than `maxReceiveCount` times: a queue's ARN.
    public record Redrive(String deadLetters, int maxReceiveCount) {}

    private static final Set<String> PLAYED =
            Set.of("QueueName", "FifoQueue", "ContentBasedDeduplication", "VisibilityTimeout", "RedrivePolicy");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of(
            "MessageRetentionPeriod",
            "SqsManagedSseEnabled",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "DeduplicationScope",
            "FifoThroughputLimit",
            "RedriveAllowPolicy",
            "MaximumMessageSize",
            "Tags");

    static Queue of(Resource resource, References references, Places places) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE);
        var name = nameOf(resource);
        return new Queue(
                name,
                places.queueUrl(name),
                places.arn("sqs", name),
                isFifo(resource),
                Boolean.parseBoolean(resource.text("ContentBasedDeduplication", "false")),
                resource.number("VisibilityTimeout", 30),
                redriveOf(resource, references));
    }

    /// SQS wants the name of a FIFO queue to end so.
    static String nameOf(Resource resource) {
        return resource.text("QueueName", resource.id() + (isFifo(resource) ? ".fifo" : ""));
    }

    private static boolean isFifo(Resource resource) {
        return Boolean.parseBoolean(resource.text("FifoQueue", "false"));
    }

    private static Optional<Redrive> redriveOf(Resource resource, References references) {
        var policy = resource.property("RedrivePolicy");
        if (policy.isMissingNode()) return Optional.empty();
        var target = new Expression(resource.stack(), policy.path("deadLetterTargetArn"));
        return Optional.of(new Redrive(
                references.text(target), policy.path("maxReceiveCount").asInt()));
    }
}
