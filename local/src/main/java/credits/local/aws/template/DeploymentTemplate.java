package credits.local.template;

import credits.local.access.Access;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the deployment declares, as far as it runs here: tables, queues, functions with what triggers
/// them, pipes and rules of the event bus, schedules; and `access`, what each may do.
public record Template(
        List<Table> tables,
        List<Queue> queues,
        List<Mapping> mappings,
        List<Route> routes,
        List<Pipe> pipes,
        List<Rule> rules,
        List<Schedule> schedules,
        Access access) {
    /// Kinds of the services that change nothing of what a caller sees here: versions, throttles.
    private static final Set<String> WITHOUT_MEANING_HERE =
            Set.of("AWS::ApiGatewayV2::Stage", Arns.ALIAS, "AWS::Lambda::Version");

    private static final Set<String> PLAYED = Set.of(
            Table.TYPE,
            Queue.TYPE,
            Function.TYPE,
            Mapping.TYPE,
            Route.TYPE,
            Route.INTEGRATION,
            Authorizers.TYPE,
            Authorizers.API,
            Pipe.TYPE,
            Policies.MANAGED,
            Policies.OF_QUEUES,
            Policies.PERMISSION,
            Policies.POLICY,
            Policies.ROLE,
            Rule.TYPE,
            Rule.BUS);

    private static final List<String> SERVICES = List.of(
            "AWS::ApiGatewayV2::",
            "AWS::DynamoDB::",
            "AWS::Events::",
            "AWS::IAM::",
            "AWS::Lambda::",
            "AWS::Pipes::",
            "AWS::SQS::",
            "AWS::Scheduler::");

    /// Reads every `*.template.json` in `folder`. References become names and addresses at `places`.
    public static Template read(Path folder, Places places) {
        var stacks = Stacks.in(folder);
        stacks.all().forEach(Template::refuseUnknown);
        var reading = new Reading(stacks, places);
        return new Template(
                stacks.ofType(Table.TYPE).stream().map(Table::of).toList(),
                reading.queues(),
                reading.mappings(),
                reading.routes(),
                reading.pipes(),
                reading.rules(),
                reading.schedules(),
                reading.access());
    }

    /// The queue whose messages the function with this handler gets.
    public Optional<Queue> queueOf(String handler) {
        return mappings.stream()
                .filter(mapping -> mapping.function().handler().equals(handler))
                .map(Mapping::queue)
                .findFirst();
    }

    private static void refuseUnknown(Resource resource) {
        var ours = SERVICES.stream().anyMatch(resource.type()::startsWith);
        if (ours && !PLAYED.contains(resource.type()) && !WITHOUT_MEANING_HERE.contains(resource.type()))
            throw resource.refused("this kind is not understood");
    }
}
