package credits.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the deployment declares, as far as it runs here: tables, queues, functions with what triggers
/// them, pipes and rules of the event bus.
public record Template(
        List<Table> tables,
        List<Queue> queues,
        List<Mapping> mappings,
        List<Route> routes,
        List<Pipe> pipes,
        List<Rule> rules) {
    /// Kinds of the services that change nothing of what a caller sees here: permissions, versions, throttles.
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of(
            "AWS::ApiGatewayV2::Stage",
            "AWS::Lambda::Alias",
            "AWS::Lambda::Permission",
            "AWS::Lambda::Version",
            "AWS::SQS::QueuePolicy");

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
            Rule.TYPE,
            Rule.BUS);

    private static final List<String> SERVICES = List.of(
            "AWS::ApiGatewayV2::", "AWS::DynamoDB::", "AWS::Events::", "AWS::Lambda::", "AWS::Pipes::", "AWS::SQS::");

    /// Reads every `*.template.json` in `folder`. References become names and addresses at `places`.
    public static Template read(Path folder, Places places) {
        var stacks = Stacks.in(folder);
        var references = new References(stacks, places);
        stacks.all().forEach(Template::refuseUnknown);
        return new Template(
                stacks.ofType(Table.TYPE).stream().map(Table::of).toList(),
                stacks.ofType(Queue.TYPE).stream()
                        .map(queue -> Queue.of(queue, references, places))
                        .toList(),
                stacks.ofType(Mapping.TYPE).stream()
                        .map(mapping -> mapping(mapping, references, places))
                        .toList(),
                routes(stacks, references),
                stacks.ofType(Pipe.TYPE).stream()
                        .map(pipe -> pipe(pipe, references, places))
                        .toList(),
                rules(stacks, references, places));
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

    private static Mapping mapping(Resource mapping, References references, Places places) {
        var queue = target(mapping, "EventSourceArn", Queue.TYPE, references);
        return Mapping.of(mapping, Queue.of(queue, references, places), function(mapping, "FunctionName", references));
    }

    private static Pipe pipe(Resource pipe, References references, Places places) {
        var source = references.resource(new Expression(pipe.stack(), pipe.property("Source")));
        var from = switch (source.type()) {
            case Table.TYPE -> new Pipe.From.Stream(Table.of(source));
            case Queue.TYPE -> new Pipe.From.Messages(Queue.of(source, references, places));
            default -> throw pipe.refused("source " + source.place() + " is not understood");
        };
        return Pipe.of(pipe, from, function(pipe, "Enrichment", references), references);
    }

    private static List<Rule> rules(Stacks stacks, References references, Places places) {
        stacks.ofType(Rule.BUS).forEach(Rule::refuseUnknownBus);
        return stacks.ofType(Rule.TYPE).stream()
                // Schedules are not played.
                .filter(rule -> rule.property("ScheduleExpression").isMissingNode())
                .map(rule -> Rule.of(rule, references, places))
                .toList();
    }

    private static List<Route> routes(Stacks stacks, References references) {
        stacks.ofType(Authorizers.API).forEach(Authorizers::refuseUnknownApi);
        return stacks.ofType(Route.TYPE).stream()
                .map(route -> route(route, references))
                .toList();
    }

    private static Route route(Resource route, References references) {
        var integration = Route.integration(target(route, "Target", Route.INTEGRATION, references));
        return Route.of(route, function(integration, "IntegrationUri", references), Authorizers.of(route, references));
    }

    private static Function function(Resource resource, String property, References references) {
        return Function.of(target(resource, property, Function.TYPE, references), references);
    }

    /// The resource that a property points at, through a function's alias where there is one.
    private static Resource target(Resource resource, String property, String type, References references) {
        var target = references.resource(new Expression(resource.stack(), resource.property(property)));
        if (target.type().equals("AWS::Lambda::Alias")) return target(target, "FunctionName", type, references);
        if (!target.type().equals(type)) throw resource.refused(property + " points at " + target.place());
        return target;
    }
}
