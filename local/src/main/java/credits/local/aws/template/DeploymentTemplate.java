package credits.local.aws.template;

import credits.local.aws.iam.PolicyEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the deployment declares, as far as it runs here: tables, queues, functions with what triggers
/// them, pipes and rules of the event bus, schedules; and `policyEvaluator`, what each may do.
public record DeploymentTemplate(
        List<TableDefinition> tables,
        List<QueueDefinition> queues,
        List<EventSourceMapping> mappings,
        List<RouteDefinition> routes,
        List<PipeDefinition> pipes,
        List<RuleDefinition> rules,
        List<ScheduleDefinition> schedules,
        PolicyEvaluator policyEvaluator) {
    /// Kinds of the services that change nothing of what a caller sees here: versions, throttles.
    private static final Set<String> IGNORED_TYPES =
            Set.of("AWS::ApiGatewayV2::Stage", ResourceArns.ALIAS, "AWS::Lambda::Version");

    private static final Set<String> SUPPORTED_TYPES = Set.of(
            TableDefinition.TYPE,
            QueueDefinition.TYPE,
            FunctionDefinition.TYPE,
            EventSourceMapping.TYPE,
            RouteDefinition.TYPE,
            RouteDefinition.INTEGRATION,
            AuthorizerReader.TYPE,
            AuthorizerReader.API,
            PipeDefinition.TYPE,
            PolicyReader.MANAGED_POLICY,
            PolicyReader.QUEUE_POLICY,
            PolicyReader.PERMISSION,
            PolicyReader.POLICY,
            PolicyReader.ROLE,
            RuleDefinition.TYPE,
            RuleDefinition.BUS);

    private static final List<String> CHECKED_SERVICES = List.of(
            "AWS::ApiGatewayV2::",
            "AWS::DynamoDB::",
            "AWS::Events::",
            "AWS::IAM::",
            "AWS::Lambda::",
            "AWS::Pipes::",
            "AWS::SQS::",
            "AWS::Scheduler::");

    /// Reads every `*.template.json` in `folder`. References become names and addresses at `addresses`.
    public static DeploymentTemplate read(Path folder, LocalAddresses addresses) {
        var stacks = SynthesizedStacks.readFolder(folder);
        stacks.all().forEach(DeploymentTemplate::rejectUnknown);
        var reader = new TemplateReader(stacks, addresses);
        return new DeploymentTemplate(
                stacks.ofType(TableDefinition.TYPE).stream()
                        .map(TableDefinition::of)
                        .toList(),
                reader.queues(),
                reader.mappings(),
                reader.routes(),
                reader.pipes(),
                reader.rules(),
                reader.schedules(),
                reader.policyEvaluator());
    }

    /// The queue whose messages the function with this handler gets.
    public Optional<QueueDefinition> queueOf(String handler) {
        return mappings.stream()
                .filter(mapping -> mapping.function().handler().equals(handler))
                .map(EventSourceMapping::queue)
                .findFirst();
    }

    private static void rejectUnknown(TemplateResource resource) {
        var isChecked = CHECKED_SERVICES.stream().anyMatch(resource.type()::startsWith);
        if (isChecked && !SUPPORTED_TYPES.contains(resource.type()) && !IGNORED_TYPES.contains(resource.type()))
            throw resource.unsupported("this kind is not understood");
    }
}
