package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.iam.PolicyEvaluator;
import java.util.List;
import java.util.Optional;

/// Reads the definitions of one template and resolves what they need of each other.
final class TemplateReader {
    private final SynthesizedStacks stacks;
    private final LocalAddresses addresses;
    private final ReferenceResolver references;
    private final PolicyReader policies;
    private final PermissionCheck permissions;

    TemplateReader(SynthesizedStacks stacks, LocalAddresses addresses) {
        this.stacks = stacks;
        this.addresses = addresses;
        this.references = new ReferenceResolver(stacks, addresses);
        this.policies = new PolicyReader(stacks, references);
        this.permissions = new PermissionCheck(new PolicyEvaluator(policies.resourceStatements()));
    }

    PolicyEvaluator policyEvaluator() {
        return permissions.policyEvaluator();
    }

    List<QueueDefinition> queues() {
        return stacks.ofType(QueueDefinition.TYPE).stream().map(this::readQueue).toList();
    }

    List<EventSourceMapping> mappings() {
        return stacks.ofType(EventSourceMapping.TYPE).stream()
                .map(this::readMapping)
                .toList();
    }

    List<RouteDefinition> routes() {
        stacks.ofType(AuthorizerReader.API).forEach(AuthorizerReader::rejectUnsupportedApi);
        return stacks.ofType(RouteDefinition.TYPE).stream().map(this::readRoute).toList();
    }

    Optional<CorsDefinition> cors() {
        return stacks.ofType(AuthorizerReader.API).stream()
                .flatMap(api -> CorsDefinition.of(api).stream())
                .findFirst();
    }

    List<PipeDefinition> pipes() {
        return stacks.ofType(PipeDefinition.TYPE).stream().map(this::readPipe).toList();
    }

    List<RuleDefinition> rules() {
        stacks.ofType(RuleDefinition.BUS).forEach(RuleDefinition::rejectUnsupportedBus);
        return stacks.ofType(RuleDefinition.TYPE).stream()
                .filter(rule -> !ScheduleDefinition.isSchedule(rule))
                .map(rule -> RuleDefinition.of(
                        rule,
                        rule.property("Targets")
                                .valueStream()
                                .map(target -> readTarget(rule, target))
                                .toList()))
                .toList();
    }

    List<ScheduleDefinition> schedules() {
        return stacks.ofType(RuleDefinition.TYPE).stream()
                .filter(ScheduleDefinition::isSchedule)
                .flatMap(rule -> rule.property("Targets").valueStream().map(target -> readSchedule(rule, target)))
                .toList();
    }

    private QueueDefinition readQueue(TemplateResource queue) {
        return QueueDefinition.of(queue, references, addresses);
    }

    private EventSourceMapping readMapping(TemplateResource mapping) {
        var queue = readQueue(resolveTarget(mapping, "EventSourceArn", QueueDefinition.TYPE));
        var function = readFunction(mapping, "FunctionName");
        permissions.requireAllowed(mapping, function.role(), queue.arn(), EventSourceMapping.REQUIRED_ACTIONS);
        return EventSourceMapping.of(mapping, queue, function);
    }

    private RouteDefinition readRoute(TemplateResource route) {
        var integration = RouteDefinition.checkIntegration(resolveTarget(route, "Target", RouteDefinition.INTEGRATION));
        var api = references.resolveText(expression(route, "ApiId"));
        var isPermitted = permissions.isAllowed(
                PermissionCheck.API_GATEWAY_SERVICE,
                PermissionCheck.INVOKE_FUNCTION,
                references.resolveText(expression(integration, "IntegrationUri")),
                RouteDefinition.arn(route, api, addresses));
        var function = readFunction(integration, "IntegrationUri");
        return RouteDefinition.of(route, function, AuthorizerReader.of(route, references), isPermitted);
    }

    private PipeDefinition readPipe(TemplateResource pipe) {
        var sourceResource = references.resolveResource(expression(pipe, "Source"));
        var pipeSource = switch (sourceResource.type()) {
            case TableDefinition.TYPE ->
                new PipeDefinition.PipeSource.TableStreamSource(TableDefinition.of(sourceResource));
            case QueueDefinition.TYPE -> new PipeDefinition.PipeSource.QueueSource(readQueue(sourceResource));
            default -> throw pipe.unsupported("source " + sourceResource.describe() + " is not supported");
        };
        var role = policies.readRole(pipe, "RoleArn");
        if (!role.trustedServices().contains(PermissionCheck.PIPES_SERVICE))
            throw pipe.unsupported(PermissionCheck.PIPES_SERVICE + " may not act as " + role.name());
        permissions.requireAllowed(
                pipe, role, references.resolveText(expression(pipe, "Source")), pipeSource.requiredActions());
        permissions.requireAllowed(
                pipe,
                role,
                references.resolveText(expression(pipe, "Enrichment")),
                List.of(PermissionCheck.INVOKE_FUNCTION));
        permissions.requireAllowed(
                pipe, role, references.resolveText(expression(pipe, "Target")), List.of("events:PutEvents"));
        return PipeDefinition.of(pipe, pipeSource, readFunction(pipe, "Enrichment"), references);
    }

    private RuleDefinition.RuleTarget readTarget(TemplateResource rule, JsonNode target) {
        var deadLetters = target.path("DeadLetterConfig").path("Arn");
        return new RuleDefinition.RuleTarget(
                readTargetQueue(rule, target.path("Arn")),
                deadLetters.isMissingNode() ? Optional.empty() : Optional.of(readTargetQueue(rule, deadLetters)));
    }

    private RuleDefinition.TargetQueue readTargetQueue(TemplateResource rule, JsonNode arn) {
        var queue = readQueue(references.resolveResource(new TemplateExpression(rule.stack(), arn)));
        var source = references.arn(rule);
        return new RuleDefinition.TargetQueue(
                queue,
                permissions.isAllowed(PermissionCheck.EVENTBRIDGE_SERVICE, "sqs:SendMessage", queue.arn(), source));
    }

    private ScheduleDefinition readSchedule(TemplateResource rule, JsonNode target) {
        var arn = new TemplateExpression(rule.stack(), target.path("Arn"));
        var isPermitted = permissions.isAllowed(
                PermissionCheck.EVENTBRIDGE_SERVICE,
                PermissionCheck.INVOKE_FUNCTION,
                references.resolveText(arn),
                references.arn(rule));
        return ScheduleDefinition.of(rule, target, readFunction(rule, "Targets", arn), isPermitted);
    }

    private FunctionDefinition readFunction(TemplateResource resource, String property) {
        return readFunction(resource, property, expression(resource, property));
    }

    private FunctionDefinition readFunction(TemplateResource resource, String property, TemplateExpression expression) {
        return FunctionDefinition.of(
                resolveTarget(resource, property, expression, FunctionDefinition.TYPE), references, policies);
    }

    private TemplateResource resolveTarget(TemplateResource resource, String property, String type) {
        return resolveTarget(resource, property, expression(resource, property), type);
    }

    /// The resource that a property refers to, through a function's alias if it names one.
    private TemplateResource resolveTarget(
            TemplateResource resource, String property, TemplateExpression expression, String type) {
        var target = references.resolveResource(expression);
        if (target.type().equals(ResourceArns.ALIAS)) return resolveTarget(target, "FunctionName", type);
        if (!target.type().equals(type)) throw resource.unsupported(property + " points at " + target.describe());
        return target;
    }

    private static TemplateExpression expression(TemplateResource resource, String property) {
        return new TemplateExpression(resource.stack(), resource.property(property));
    }
}
