package credits.infrastructure;

import static java.util.Objects.requireNonNull;

import credits.ledger.Paperwork;
import credits.ledger.Table;
import credits.wire.Announcement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// The bus for account events and quarantined payments, the pipe that feeds it from the table's stream, and the
/// overflow queue for segments with more events than one call of the bus takes.
final class EventBus extends Construct {
    private static final int STREAM_ATTEMPTS = 180; // about three hours, up to a minute each
    private static final int QUEUE_ATTEMPTS = 180;
    private static final Duration VISIBILITY = Duration.minutes(1);
    // Selects segments with events, so that the others cost no invocation.
    private static final String TELLING = """
            {"eventName":["INSERT"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]},"%s":{"S":[{"prefix":"%s"}]}},\
            "NewImage":{"events":{"B":[{"exists":true}]}}}}""";
    private static final String CHANGED = """
            {"eventName":["MODIFY","REMOVE"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]},\
            "%s":{"S":[{"prefix":"%s"}]}}}}""";

    private final software.amazon.awscdk.services.events.EventBus bus;
    private final JavaFunction announce;

    EventBus(Construct scope, Settings settings, AccountTable accounts, JavaFunction announce) {
        super(scope, "Events");
        this.announce = announce;
        bus = software.amazon.awscdk.services.events.EventBus.Builder.create(this, "Bus")
                .build();
        var continued = continued(settings);
        fromStream(settings, accounts);
        fromContinued(continued);
    }

    software.amazon.awscdk.services.events.EventBus bus() {
        return bus;
    }

    /// Delivers events of these types to `queue`, or after a day of failures to the dead-letter queue.
    void deliver(String id, List<String> types, Queue queue, Queue deadLetters) {
        var rule = CfnRule.Builder.create(this, id)
                .eventBusName(bus.getEventBusName())
                .eventPattern(new TreeMap<>(Map.of("source", List.of(Announcement.SOURCE), "detail-type", types)))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("Queue")
                        .arn(queue.getQueueArn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(deadLetters.getQueueArn())
                                .build())
                        .build()))
                .build();
        List.of(queue, deadLetters)
                .forEach(each -> each.addToResourcePolicy(PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                        .actions(List.of("sqs:SendMessage"))
                        .resources(List.of(each.getQueueArn()))
                        .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn())))
                        .build()));
    }

    private void fromStream(Settings settings, AccountTable accounts) {
        var stream = requireNonNull(accounts.table().getTableStreamArn());
        var lost = new PlainQueue(this, "Unread", settings);
        var role = pipeRole("StreamRole");
        role.addToPolicy(allow(
                stream,
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams"));
        role.addToPolicy(allow(lost.queue().getQueueArn(), "sqs:SendMessage"));
        created(
                role,
                pipe("FromStream", role, stream)
                        .sourceParameters(CfnPipe.PipeSourceParametersProperty.builder()
                                .filterCriteria(CfnPipe.FilterCriteriaProperty.builder()
                                        .filters(
                                                List.of(ofSegments(TELLING), ofSegments(CHANGED), issued(), setAside()))
                                        .build())
                                .dynamoDbStreamParameters(streamParameters(lost))
                                .build()));
    }

    // One segment per batch, because its events may fill a call of the bus. Ten batches of a shard run in parallel, in
    // order for each partition key.
    private static CfnPipe.PipeSourceDynamoDBStreamParametersProperty streamParameters(PlainQueue lost) {
        return CfnPipe.PipeSourceDynamoDBStreamParametersProperty.builder()
                .startingPosition("TRIM_HORIZON")
                .batchSize(1)
                .parallelizationFactor(10)
                .maximumRetryAttempts(STREAM_ATTEMPTS)
                .deadLetterConfig(CfnPipe.DeadLetterConfigProperty.builder()
                        .arn(lost.queue().getQueueArn())
                        .build())
                .build();
    }

    private PlainQueue continued(Settings settings) {
        var continued = new PlainQueue(this, "Continued", settings, VISIBILITY, QUEUE_ATTEMPTS);
        deliver("ToContinued", List.of("events.continued"), continued.queue(), continued.deadLetters());
        return continued;
    }

    private void fromContinued(PlainQueue continued) {
        var queue = continued.queue().getQueueArn();
        var role = pipeRole("ContinuedRole");
        role.addToPolicy(allow(queue, "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"));
        created(
                role,
                pipe("FromContinued", role, queue)
                        .sourceParameters(CfnPipe.PipeSourceParametersProperty.builder()
                                .sqsQueueParameters(CfnPipe.PipeSourceSqsQueueParametersProperty.builder()
                                        .batchSize(1)
                                        .build())
                                .build()));
    }

    // A pipe accesses its source while it is created and deleted, so its role's policy must exist before it
    // and outlive it.
    private static void created(Role role, CfnPipe.Builder pipe) {
        pipe.build().getNode().addDependency(role);
    }

    private CfnPipe.Builder pipe(String id, Role role, String source) {
        return CfnPipe.Builder.create(this, id)
                .roleArn(role.getRoleArn())
                .source(source)
                .enrichment(announce.live().getFunctionArn())
                .target(bus.getEventBusArn())
                .targetParameters(CfnPipe.PipeTargetParametersProperty.builder()
                        .eventBridgeEventBusParameters(CfnPipe.PipeTargetEventBridgeEventBusParametersProperty.builder()
                                .source(Announcement.SOURCE)
                                .detailType("$.type")
                                .build())
                        .build());
    }

    private Role pipeRole(String id) {
        var role = Role.Builder.create(this, id)
                .assumedBy(new ServicePrincipal("pipes.amazonaws.com"))
                .build();
        role.addToPolicy(allow(announce.live().getFunctionArn(), "lambda:InvokeFunction"));
        role.addToPolicy(allow(bus.getEventBusArn(), "events:PutEvents"));
        return role;
    }

    private static CfnPipe.FilterProperty ofSegments(String pattern) {
        return filter(pattern.formatted(Table.PARTITION, Table.ACCOUNTS, Table.SORT, Table.SEGMENTS));
    }

    // Document records of payments whose document has been archived.
    private static CfnPipe.FilterProperty issued() {
        return filter(
                """
                {"eventName":["INSERT","MODIFY"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]},\
                "%s":{"S":[{"prefix":"%s"}]}},"NewImage":{"%s":{"S":[{"exists":true}]}}}}""".formatted(Table.PARTITION, Table.PROFILES, Table.SORT, Table.PAPERWORK, Paperwork.ARCHIVED_NUMBER));
    }

    // Inserts of quarantined payments. Storing one again modifies it and is not news.
    private static CfnPipe.FilterProperty setAside() {
        return filter("""
                {"eventName":["INSERT"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]}}}}""".formatted(Table.PARTITION, Table.QUARANTINE));
    }

    private static CfnPipe.FilterProperty filter(String pattern) {
        return CfnPipe.FilterProperty.builder().pattern(pattern).build();
    }

    private static PolicyStatement allow(String resource, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(resource))
                .build();
    }
}
