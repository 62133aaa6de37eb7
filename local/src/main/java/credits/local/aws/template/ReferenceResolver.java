package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Resolves references between resources to local names and addresses.
final class ReferenceResolver {
    private final SynthesizedStacks stacks;
    private final LocalAddresses addresses;
    private final ResourceArns resourceArns;

    ReferenceResolver(SynthesizedStacks stacks, LocalAddresses addresses) {
        this.stacks = stacks;
        this.addresses = addresses;
        this.resourceArns = new ResourceArns(addresses);
    }

    /// The text that CloudFormation would substitute for the expression, with local names and addresses.
    String resolveText(TemplateExpression expression) {
        if (expression.value().isValueNode()) return expression.value().asText();
        return switch (expression.function()) {
            case "Ref" -> ref(expression);
            case "Fn::GetAtt" -> attribute(expression);
            case "Fn::Join" -> join(expression);
            case "Fn::ImportValue" -> resolveText(output(expression));
            default -> throw expression.unsupported();
        };
    }

    /// The one resource that an expression refers to, in whatever form: a target, an ARN, a qualified name.
    TemplateResource resolveResource(TemplateExpression expression) {
        var found = new LinkedHashSet<TemplateResource>();
        collect(expression, found);
        if (found.size() != 1) throw expression.unsupported();
        return found.getFirst();
    }

    /// The ARN of a resource.
    String arn(TemplateResource resource) {
        return resourceArns
                .of(resource)
                .orElseThrow(() -> resource.unsupported("the local run has no ARN for this resource type"));
    }

    private String ref(TemplateExpression expression) {
        var name = expression.argument().asText();
        return switch (name) {
            case "AWS::Region" -> LocalAddresses.REGION;
            case "AWS::AccountId" -> LocalAddresses.ACCOUNT;
            case "AWS::Partition" -> "aws";
            default -> refValue(expression, stacks.requireResource(expression.stack(), name));
        };
    }

    private String refValue(TemplateExpression expression, TemplateResource resource) {
        return switch (resource.type()) {
            case TableDefinition.TYPE -> TableDefinition.nameOf(resource);
            case QueueDefinition.TYPE -> addresses.queueUrl(QueueDefinition.nameOf(resource));
            case FunctionDefinition.TYPE -> FunctionDefinition.nameOf(resource);
            case ResourceArns.SECRET, ResourceArns.ALIAS, PolicyReader.MANAGED_POLICY -> arn(resource, expression);
            case AuthorizerReader.API, RuleDefinition.BUS, PolicyReader.ROLE, ResourceArns.BUCKET -> resource.id();
            default -> throw expression.unsupported();
        };
    }

    private String attribute(TemplateExpression expression) {
        var resource = stacks.requireResource(expression.stack(), idOf(expression.argument()));
        return switch (resource.type() + "." + expression.argument().path(1).asText()) {
            case QueueDefinition.TYPE + ".QueueName" -> QueueDefinition.nameOf(resource);
            case QueueDefinition.TYPE + ".QueueUrl" -> addresses.queueUrl(QueueDefinition.nameOf(resource));
            case TableDefinition.TYPE + ".StreamArn" ->
                addresses.arn("dynamodb", "table/" + TableDefinition.nameOf(resource) + "/stream");
            default -> {
                if (!expression.argument().path(1).asText().equals("Arn")) throw expression.unsupported();
                yield arn(resource, expression);
            }
        };
    }

    /// The ARN that an expression refers to; that of an alias is its function's ARN and its own name.
    private String arn(TemplateResource resource, TemplateExpression expression) {
        if (!resource.type().equals(ResourceArns.ALIAS))
            return resourceArns.of(resource).orElseThrow(expression::unsupported);
        var function = resolveResource(new TemplateExpression(resource.stack(), resource.property("FunctionName")));
        return arn(function, expression) + ":" + resource.text("Name");
    }

    private String join(TemplateExpression expression) {
        var parts = expression.argument().path(1);
        return parts.valueStream()
                .map(part -> resolveText(expression.with(part)))
                .collect(Collectors.joining(expression.argument().path(0).asText()));
    }

    private void collect(TemplateExpression expression, Set<TemplateResource> found) {
        switch (expression.function()) {
            case "Ref" -> {
                var name = expression.argument().asText();
                if (!name.startsWith("AWS::")) found.add(stacks.requireResource(expression.stack(), name));
            }
            case "Fn::GetAtt" -> found.add(stacks.requireResource(expression.stack(), idOf(expression.argument())));
            case "Fn::ImportValue" -> collect(output(expression), found);
            default -> expression.value().forEach(part -> collect(expression.with(part), found));
        }
    }

    // An export is called by its stack and its output: `credits-dev-data:ExportsOutput…`.
    private TemplateExpression output(TemplateExpression expression) {
        var export = expression.argument().asText();
        return stacks.requireOutput(export.substring(export.indexOf(':') + 1));
    }

    private static String idOf(JsonNode attribute) {
        return attribute.path(0).asText();
    }
}
