package credits.local.aws.template;

import credits.local.aws.iam.PolicyEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parts of the synthesized templates that the local run supports.
///
/// @param policyEvaluator evaluates the IAM policies of all roles and resources
public record DeploymentTemplate(
        List<TableDefinition> tables,
        List<QueueDefinition> queues,
        List<EventSourceMapping> mappings,
        List<RouteDefinition> routes,
        Optional<CorsDefinition> cors,
        List<PipeDefinition> pipes,
        List<RuleDefinition> rules,
        List<ScheduleDefinition> schedules,
        PolicyEvaluator policyEvaluator) {
    /// Resource types without an effect on what a client of the local run sees, such as
    /// versions and throttling.
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

    /// Reads every `*.template.json` in `folder`, and resolves references to names and
    /// addresses of `addresses`.
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
                reader.cors(),
                reader.pipes(),
                reader.rules(),
                reader.schedules(),
                reader.policyEvaluator());
    }

    /// The queue whose messages the function with this handler receives.
    public Optional<QueueDefinition> queueOf(String handler) {
        return mappings.stream()
                .filter(mapping -> mapping.function().handler().equals(handler))
                .map(EventSourceMapping::queue)
                .findFirst();
    }

    private static void rejectUnknown(TemplateResource resource) {
        var isChecked = CHECKED_SERVICES.stream().anyMatch(resource.type()::startsWith);
        if (isChecked && !SUPPORTED_TYPES.contains(resource.type()) && !IGNORED_TYPES.contains(resource.type()))
            throw resource.unsupported("this resource type is not supported");
    }
}
