package credits.local.aws.template;

import java.util.Optional;
import java.util.Set;

/// A queue.
///
/// @param visibilityTimeoutSeconds how long a received message is hidden from other receivers
public record QueueDefinition(
        String name,
        String url,
        String arn,
        boolean isFifo,
        boolean hasContentBasedDeduplication,
        int visibilityTimeoutSeconds,
        Optional<RedrivePolicy> redrivePolicy) {
    static final String TYPE = "AWS::SQS::Queue";

    /// The dead-letter queue, by its ARN, for messages that were received more than `maxReceiveCount` times.
    public record RedrivePolicy(String deadLetterTargetArn, int maxReceiveCount) {}

    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("QueueName", "FifoQueue", "ContentBasedDeduplication", "VisibilityTimeout", "RedrivePolicy");
    private static final Set<String> IGNORED_PROPERTIES = Set.of(
            "MessageRetentionPeriod",
            "SqsManagedSseEnabled",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "DeduplicationScope",
            "FifoThroughputLimit",
            "RedriveAllowPolicy",
            "MaximumMessageSize",
            "Tags");

    static QueueDefinition of(TemplateResource resource, ReferenceResolver references, LocalAddresses addresses) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES);
        var name = nameOf(resource);
        return new QueueDefinition(
                name,
                addresses.queueUrl(name),
                addresses.arn("sqs", name),
                isFifo(resource),
                Boolean.parseBoolean(resource.text("ContentBasedDeduplication", "false")),
                resource.number("VisibilityTimeout", 30),
                readRedrivePolicy(resource, references));
    }

    /// The name of a queue: that of a FIFO queue must end in `.fifo`.
    static String nameOf(TemplateResource resource) {
        return resource.text("QueueName", resource.id() + (isFifo(resource) ? ".fifo" : ""));
    }

    private static boolean isFifo(TemplateResource resource) {
        return Boolean.parseBoolean(resource.text("FifoQueue", "false"));
    }

    private static Optional<RedrivePolicy> readRedrivePolicy(TemplateResource resource, ReferenceResolver references) {
        var policy = resource.property("RedrivePolicy");
        if (policy.isMissingNode()) return Optional.empty();
        var target = new TemplateExpression(resource.stack(), policy.path("deadLetterTargetArn"));
        return Optional.of(new RedrivePolicy(
                references.resolveText(target), policy.path("maxReceiveCount").asInt()));
    }
}
