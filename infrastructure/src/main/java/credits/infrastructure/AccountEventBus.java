package credits.infrastructure;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.event.AccountEvent;
import credits.invoicing.store.PaymentDocuments;
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

/// The bus for account events, quarantined payments and new price lists, the pipe that feeds it from the table's
/// stream, and the overflow queue for segments with more events than one call of the bus takes.
final class AccountEventBus extends Construct {
    // A minute each: an hour before the stream loses the record.
    private static final int MAX_STREAM_RETRIES = 23 * 60;
    private static final int MAX_QUEUE_RECEIVES = 720; // one day at two minutes each
    private static final Duration VISIBILITY_TIMEOUT = Duration.minutes(2);
    // Selects segments with events, so that the others cost no invocation.
    private static final String SEGMENT_WITH_EVENTS = """
            {"eventName":["INSERT"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]},"%s":{"S":[{"prefix":"%s"}]}},\
            "NewImage":{"events":{"B":[{"exists":true}]}}}}""";
    private static final String SEGMENT_CHANGED = """
            {"eventName":["MODIFY","REMOVE"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]},\
            "%s":{"S":[{"prefix":"%s"}]}}}}""";

    private final software.amazon.awscdk.services.events.EventBus bus;
    private final JavaFunction announce;

    AccountEventBus(Construct scope, StageSettings settings, AccountTable accounts, JavaFunction announce) {
        super(scope, "Events");
        this.announce = announce;
        bus = software.amazon.awscdk.services.events.EventBus.Builder.create(this, "Bus")
                .eventBusName(settings.stackName("events"))
                .build();
        var continued = addContinuationQueue(settings);
        addStreamPipe(settings, accounts);
        addContinuationPipe(continued);
    }

    software.amazon.awscdk.services.events.EventBus bus() {
        return bus;
    }

    /// Delivers events of these types to `queue`, or after a day of failures to the dead-letter queue.
    void addRule(String id, List<String> types, Queue queue, Queue deadLetters) {
        addRule(id, types, target(queue, deadLetters).build(), queue, deadLetters);
    }

    /// Delivers events of these types, which all name an organisation, as `addRule` does. The queue is fair: SQS
    /// delivers the messages of an organisation with few of them before the backlog of one with many.
    void addFairRule(String id, List<String> types, Queue queue, Queue deadLetters) {
        var target = target(queue, deadLetters)
                .sqsParameters(CfnRule.SqsParametersProperty.builder()
                        .messageGroupId("$.detail.subject")
                        .build())
                .build();
        addRule(id, types, target, queue, deadLetters);
    }

    private static CfnRule.TargetProperty.Builder target(Queue queue, Queue deadLetters) {
        return CfnRule.TargetProperty.builder()
                .id("Queue")
                .arn(queue.getQueueArn())
                .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                        .arn(deadLetters.getQueueArn())
                        .build());
    }

    private void addRule(String id, List<String> types, CfnRule.TargetProperty target, Queue queue, Queue deadLetters) {
        var rule = CfnRule.Builder.create(this, id)
                .eventBusName(bus.getEventBusName())
                .eventPattern(new TreeMap<>(Map.of("source", List.of(AccountEvent.SOURCE), "detail-type", types)))
                .targets(List.of(target))
                .build();
        List.of(queue, deadLetters)
                .forEach(each -> each.addToResourcePolicy(PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                        .actions(List.of("sqs:SendMessage"))
                        .resources(List.of(each.getQueueArn()))
                        .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn())))
                        .build()));
    }

    private void addStreamPipe(StageSettings settings, AccountTable accounts) {
        var stream = requireNonNull(accounts.table().getTableStreamArn());
        var unreadRecords = new StandardQueue(this, "Unread", settings);
        var role = pipeRole("StreamRole");
        role.addToPolicy(allow(
                stream,
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams"));
        role.addToPolicy(allow(unreadRecords.queue().getQueueArn(), "sqs:SendMessage"));
        createAfterRole(
                role,
                pipe("FromStream", role, stream)
                        .sourceParameters(CfnPipe.PipeSourceParametersProperty.builder()
                                .filterCriteria(CfnPipe.FilterCriteriaProperty.builder()
                                        .filters(List.of(
                                                segmentFilter(SEGMENT_WITH_EVENTS),
                                                segmentFilter(SEGMENT_CHANGED),
                                                issuedDocuments(),
                                                quarantinedPayments(),
                                                publishedPriceLists()))
                                        .build())
                                .dynamoDbStreamParameters(streamParameters(unreadRecords))
                                .build()));
    }

    // One segment per batch, because its events may fill a call of the bus. Ten batches of a shard run in parallel, in
    // order for each partition key.
    private static CfnPipe.PipeSourceDynamoDBStreamParametersProperty streamParameters(StandardQueue lost) {
        return CfnPipe.PipeSourceDynamoDBStreamParametersProperty.builder()
                .startingPosition("TRIM_HORIZON")
                .batchSize(1)
                .parallelizationFactor(10)
                .maximumRetryAttempts(MAX_STREAM_RETRIES)
                .deadLetterConfig(CfnPipe.DeadLetterConfigProperty.builder()
                        .arn(lost.queue().getQueueArn())
                        .build())
                .build();
    }

    private StandardQueue addContinuationQueue(StageSettings settings) {
        var continued = new StandardQueue(this, "Continued", settings, VISIBILITY_TIMEOUT, MAX_QUEUE_RECEIVES);
        addRule("ToContinued", List.of("events.continued"), continued.queue(), continued.deadLetterQueue());
        return continued;
    }

    private void addContinuationPipe(StandardQueue continued) {
        var queue = continued.queue().getQueueArn();
        var role = pipeRole("ContinuedRole");
        role.addToPolicy(allow(queue, "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"));
        createAfterRole(
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
    private static void createAfterRole(Role role, CfnPipe.Builder pipe) {
        pipe.build().getNode().addDependency(role);
    }

    private CfnPipe.Builder pipe(String id, Role role, String source) {
        return CfnPipe.Builder.create(this, id)
                .roleArn(role.getRoleArn())
                .source(source)
                .enrichment(announce.liveAlias().getFunctionArn())
                .target(bus.getEventBusArn())
                .targetParameters(CfnPipe.PipeTargetParametersProperty.builder()
                        .eventBridgeEventBusParameters(CfnPipe.PipeTargetEventBridgeEventBusParametersProperty.builder()
                                .source(AccountEvent.SOURCE)
                                .detailType("$.type")
                                .build())
                        .build());
    }

    private Role pipeRole(String id) {
        var role = Role.Builder.create(this, id)
                .assumedBy(new ServicePrincipal("pipes.amazonaws.com"))
                .build();
        role.addToPolicy(allow(announce.liveAlias().getFunctionArn(), "lambda:InvokeFunction"));
        role.addToPolicy(allow(bus.getEventBusArn(), "events:PutEvents"));
        return role;
    }

    private static CfnPipe.FilterProperty segmentFilter(String pattern) {
        return pipeFilter(pattern.formatted(
                TableKeys.PARTITION_KEY, TableKeys.ACCOUNT_PREFIX, TableKeys.SORT_KEY, TableKeys.SEGMENT_PREFIX));
    }

    // Document records of payments whose document has been archived.
    private static CfnPipe.FilterProperty issuedDocuments() {
        return pipeFilter("""
                {"eventName":["INSERT","MODIFY"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]},\
                "%s":{"S":[{"prefix":"%s"}]}},"NewImage":{"%s":{"S":[{"exists":true}]}}}}""".formatted(
                        TableKeys.PARTITION_KEY,
                        TableKeys.PROFILE_PREFIX,
                        TableKeys.SORT_KEY,
                        TableKeys.PAYMENT_DOCUMENTS_PREFIX,
                        PaymentDocuments.ARCHIVED_NUMBER));
    }

    // Inserts of quarantined payments. Storing one again modifies it and is not news.
    private static CfnPipe.FilterProperty quarantinedPayments() {
        return pipeFilter("""
                {"eventName":["INSERT"],"dynamodb":{"Keys":{"%s":{"S":[{"prefix":"%s"}]}}}}""".formatted(TableKeys.PARTITION_KEY, TableKeys.QUARANTINE_PREFIX));
    }

    // A pipe has at most five filters.
    private static CfnPipe.FilterProperty publishedPriceLists() {
        return pipeFilter("""
                {"eventName":["INSERT"],"dynamodb":{"Keys":{"%s":{"S":["%s"]}}}}""".formatted(TableKeys.PARTITION_KEY, TableKeys.PRICE_LIST_PARTITION));
    }

    private static CfnPipe.FilterProperty pipeFilter(String pattern) {
        return CfnPipe.FilterProperty.builder().pattern(pattern).build();
    }

    private static PolicyStatement allow(String resource, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(resource))
                .build();
    }
}
