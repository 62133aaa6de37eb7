package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What references between resources mean on this machine.
final class References {
    private final Stacks stacks;
    private final Places places;
    private final Arns arns;

    References(Stacks stacks, Places places) {
        this.stacks = stacks;
        this.places = places;
        this.arns = new Arns(places);
    }

    /// The text that CloudFormation would put in the expression's place, with local names and addresses.
    String text(Expression expression) {
        if (expression.value().isValueNode()) return expression.value().asText();
        return switch (expression.function()) {
            case "Ref" -> ref(expression);
            case "Fn::GetAtt" -> attribute(expression);
            case "Fn::Join" -> join(expression);
            case "Fn::GetStackOutput" -> text(output(expression));
            default -> throw expression.refused();
        };
    }

    /// The one resource that an expression is about, however its address is spelt: a target, an ARN, a qualified
    /// name.
    Resource resource(Expression expression) {
        var found = new LinkedHashSet<Resource>();
        collect(expression, found);
        if (found.size() != 1) throw expression.refused();
        return found.getFirst();
    }

    /// The ARN of `resource` itself.
    String arn(Resource resource) {
        return arns.of(resource).orElseThrow(() -> resource.refused("this kind has no ARN here"));
    }

    private String ref(Expression expression) {
        var name = expression.argument().asText();
        return switch (name) {
            case "AWS::Region" -> Places.REGION;
            case "AWS::AccountId" -> Places.ACCOUNT;
            case "AWS::Partition" -> "aws";
            default -> named(expression, stacks.find(expression.stack(), name));
        };
    }

    private String named(Expression expression, Resource resource) {
        return switch (resource.type()) {
            case Table.TYPE -> Table.nameOf(resource);
            case Queue.TYPE -> places.queueUrl(Queue.nameOf(resource));
            case Function.TYPE -> Function.nameOf(resource);
            case Arns.SECRET, Arns.ALIAS, Policies.MANAGED -> arn(resource, expression);
            case Authorizers.API, Rule.BUS, Policies.ROLE, Arns.BUCKET -> resource.id();
            default -> throw expression.refused();
        };
    }

    private String attribute(Expression expression) {
        var resource = stacks.find(expression.stack(), idOf(expression.argument()));
        return switch (resource.type() + "." + expression.argument().path(1).asText()) {
            case Queue.TYPE + ".QueueName" -> Queue.nameOf(resource);
            case Queue.TYPE + ".QueueUrl" -> places.queueUrl(Queue.nameOf(resource));
            case Table.TYPE + ".StreamArn" -> places.arn("dynamodb", "table/" + Table.nameOf(resource) + "/stream");
            default -> {
                if (!expression.argument().path(1).asText().equals("Arn")) throw expression.refused();
                yield arn(resource, expression);
            }
        };
    }

    /// An alias is called by its function's ARN and its own name.
    private String arn(Resource resource, Expression expression) {
        if (!resource.type().equals(Arns.ALIAS)) return arns.of(resource).orElseThrow(expression::refused);
        var function = resource(new Expression(resource.stack(), resource.property("FunctionName")));
        return arn(function, expression) + ":" + resource.text("Name");
    }

    private String join(Expression expression) {
        var parts = expression.argument().path(1);
        return parts.valueStream()
                .map(part -> text(expression.with(part)))
                .collect(Collectors.joining(expression.argument().path(0).asText()));
    }

    private void collect(Expression expression, Set<Resource> found) {
        switch (expression.function()) {
            case "Ref" -> {
                var name = expression.argument().asText();
                if (!name.startsWith("AWS::")) found.add(stacks.find(expression.stack(), name));
            }
            case "Fn::GetAtt" -> found.add(stacks.find(expression.stack(), idOf(expression.argument())));
            case "Fn::GetStackOutput" -> collect(output(expression), found);
            default -> expression.value().forEach(part -> collect(expression.with(part), found));
        }
    }

    private Expression output(Expression expression) {
        return stacks.output(expression.argument().path("OutputName").asText());
    }

    private static String idOf(JsonNode attribute) {
        return attribute.path(0).asText();
    }
}
