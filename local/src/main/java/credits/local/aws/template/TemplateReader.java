package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.access.Access;
import java.util.List;
import java.util.Optional;

/// The reading of one template: what every kind needs of the others.
final class Reading {
    private final Stacks stacks;
    private final Places places;
    private final References references;
    private final Policies policies;
    private final Permissions permissions;

    Reading(Stacks stacks, Places places) {
        this.stacks = stacks;
        this.places = places;
        this.references = new References(stacks, places);
        this.policies = new Policies(stacks, references);
        this.permissions = new Permissions(new Access(policies.onResources()));
    }

    Access access() {
        return permissions.access();
    }

    List<Queue> queues() {
        return stacks.ofType(Queue.TYPE).stream().map(this::queue).toList();
    }

    List<Mapping> mappings() {
        return stacks.ofType(Mapping.TYPE).stream().map(this::mapping).toList();
    }

    List<Route> routes() {
        stacks.ofType(Authorizers.API).forEach(Authorizers::refuseUnknownApi);
        return stacks.ofType(Route.TYPE).stream().map(this::route).toList();
    }

    List<Pipe> pipes() {
        return stacks.ofType(Pipe.TYPE).stream().map(this::pipe).toList();
    }

    List<Rule> rules() {
        stacks.ofType(Rule.BUS).forEach(Rule::refuseUnknownBus);
        return stacks.ofType(Rule.TYPE).stream()
                .filter(rule -> !Schedule.is(rule))
                .map(rule -> Rule.of(
                        rule,
                        rule.property("Targets")
                                .valueStream()
                                .map(target -> delivery(rule, target))
                                .toList()))
                .toList();
    }

    List<Schedule> schedules() {
        return stacks.ofType(Rule.TYPE).stream()
                .filter(Schedule::is)
                .flatMap(rule -> rule.property("Targets").valueStream().map(target -> schedule(rule, target)))
                .toList();
    }

    private Queue queue(Resource queue) {
        return Queue.of(queue, references, places);
    }

    private Mapping mapping(Resource mapping) {
        var queue = queue(target(mapping, "EventSourceArn", Queue.TYPE));
        var function = function(mapping, "FunctionName");
        permissions.demand(mapping, function.role(), queue.arn(), Mapping.ACTIONS);
        return Mapping.of(mapping, queue, function);
    }

    private Route route(Resource route) {
        var integration = Route.integration(target(route, "Target", Route.INTEGRATION));
        var api = references.text(expression(route, "ApiId"));
        var permitted = permissions.allow(
                Permissions.ROUTES,
                Permissions.INVOKE,
                references.text(expression(integration, "IntegrationUri")),
                Route.arn(route, api, places));
        var function = function(integration, "IntegrationUri");
        return Route.of(route, function, Authorizers.of(route, references), permitted);
    }

    private Pipe pipe(Resource pipe) {
        var source = references.resource(expression(pipe, "Source"));
        var from = switch (source.type()) {
            case Table.TYPE -> new Pipe.From.Stream(Table.of(source));
            case Queue.TYPE -> new Pipe.From.Messages(queue(source));
            default -> throw pipe.refused("source " + source.place() + " is not understood");
        };
        var role = policies.role(pipe, "RoleArn");
        if (!role.trusted().contains(Permissions.PIPES))
            throw pipe.refused(Permissions.PIPES + " may not act as " + role.name());
        permissions.demand(pipe, role, references.text(expression(pipe, "Source")), from.actions());
        permissions.demand(pipe, role, references.text(expression(pipe, "Enrichment")), List.of(Permissions.INVOKE));
        permissions.demand(pipe, role, references.text(expression(pipe, "Target")), List.of("events:PutEvents"));
        return Pipe.of(pipe, from, function(pipe, "Enrichment"), references);
    }

    private Rule.Target delivery(Resource rule, JsonNode target) {
        var deadLetters = target.path("DeadLetterConfig").path("Arn");
        return new Rule.Target(
                addressed(rule, target.path("Arn")),
                deadLetters.isMissingNode() ? Optional.empty() : Optional.of(addressed(rule, deadLetters)));
    }

    private Rule.Addressed addressed(Resource rule, JsonNode arn) {
        var queue = queue(references.resource(new Expression(rule.stack(), arn)));
        var source = references.arn(rule);
        return new Rule.Addressed(queue, permissions.allow(Permissions.EVENTS, "sqs:SendMessage", queue.arn(), source));
    }

    private Schedule schedule(Resource rule, JsonNode target) {
        var arn = new Expression(rule.stack(), target.path("Arn"));
        var permitted =
                permissions.allow(Permissions.EVENTS, Permissions.INVOKE, references.text(arn), references.arn(rule));
        return Schedule.of(rule, target, function(rule, "Targets", arn), permitted);
    }

    private Function function(Resource resource, String property) {
        return function(resource, property, expression(resource, property));
    }

    private Function function(Resource resource, String property, Expression at) {
        return Function.of(target(resource, property, at, Function.TYPE), references, policies);
    }

    private Resource target(Resource resource, String property, String type) {
        return target(resource, property, expression(resource, property), type);
    }

    /// The resource that an address points at, through a function's alias where there is one.
    private Resource target(Resource resource, String property, Expression at, String type) {
        var target = references.resource(at);
        if (target.type().equals(Arns.ALIAS)) return target(target, "FunctionName", type);
        if (!target.type().equals(type)) throw resource.refused(property + " points at " + target.place());
        return target;
    }

    private static Expression expression(Resource resource, String property) {
        return new Expression(resource.stack(), resource.property(property));
    }
}
