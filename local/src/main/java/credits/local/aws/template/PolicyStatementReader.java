package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.ConditionOperator;
import credits.local.aws.iam.IamStatement;
import credits.local.aws.iam.IamStatement.Effect;
import credits.local.aws.iam.PolicyCondition;
import credits.local.aws.iam.PolicyCondition.Quantifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads policy statements. Anything that IAM would evaluate and the local run does not is rejected, with the
/// statement and its owner: ignoring a deny would allow what AWS denies.
final class PolicyStatementReader {
    private static final Set<String> ROLE_STATEMENT_FIELDS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    private static final Set<String> RESOURCE_STATEMENT_FIELDS =
            Set.of("Sid", "Effect", "Action", "Resource", "Condition", "Principal");
    private static final Set<String> PERMISSION_PROPERTIES =
            Set.of("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount");
    private static final String IF_EXISTS = "IfExists";

    private final ReferenceResolver references;

    PolicyStatementReader(ReferenceResolver references) {
        this.references = references;
    }

    /// Reads the statements of a policy that is attached to the role of `holder`.
    List<IamStatement> readRolePolicy(TemplateResource policy, JsonNode document, TemplateResource holder) {
        return readAll(policy, document, ROLE_STATEMENT_FIELDS, ", of " + holder.id());
    }

    /// Reads the statements of a queue's policy.
    List<IamStatement> readResourcePolicy(TemplateResource policy) {
        return readAll(policy, policy.property("PolicyDocument"), RESOURCE_STATEMENT_FIELDS, "");
    }

    /// Reads a permission to invoke a function, which is one statement of the function's policy.
    IamStatement readPermission(TemplateResource permission) {
        permission.requireOnly(PERMISSION_PROPERTIES, Set.of());
        var conditions = new ArrayList<PolicyCondition>();
        sourceCondition(permission, "SourceArn", ConditionOperator.ARN_LIKE, ConditionKey.SOURCE_ARN)
                .ifPresent(conditions::add);
        sourceCondition(permission, "SourceAccount", ConditionOperator.STRING_EQUALS, ConditionKey.SOURCE_ACCOUNT)
                .ifPresent(conditions::add);
        return new IamStatement(
                permission.describe(),
                Effect.ALLOW,
                Set.of(permission.text("Principal")),
                List.of(permission.text("Action")),
                List.of(functionArn(permission)),
                conditions);
    }

    static List<JsonNode> toList(JsonNode value) {
        if (value.isMissingNode()) return List.of();
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    /// The function's ARN, also if the permission contains only its name.
    private String functionArn(TemplateResource permission) {
        var expression = new TemplateExpression(permission.stack(), permission.property("FunctionName"));
        var text = references.resolveText(expression);
        return text.startsWith("arn:") ? text : references.arn(references.resolveResource(expression));
    }

    private Optional<PolicyCondition> sourceCondition(
            TemplateResource permission, String property, ConditionOperator operator, ConditionKey key) {
        var source = permission.property(property);
        if (source.isMissingNode()) return Optional.empty();
        var expected = references.resolveText(new TemplateExpression(permission.stack(), source));
        return Optional.of(new PolicyCondition(Quantifier.SINGLE_VALUE, operator, false, key, List.of(expected)));
    }

    private List<IamStatement> readAll(TemplateResource policy, JsonNode document, Set<String> fields, String holder) {
        var statements = new ArrayList<IamStatement>();
        for (var json : toList(document.path("Statement"))) {
            var source = "%s, statement %d%s".formatted(policy.describe(), statements.size() + 1, holder);
            statements.add(new SingleStatement(policy.stack(), source).statement(json, fields));
        }
        return statements;
    }

    /// Reads one statement.
    private final class SingleStatement {
        private final String stack;
        private final String source;

        SingleStatement(String stack, String source) {
            this.stack = stack;
            this.source = source;
        }

        IamStatement statement(JsonNode json, Set<String> fields) {
            for (var field : json.properties()) if (!fields.contains(field.getKey())) throw unsupported(field.getKey());
            return new IamStatement(
                    source,
                    effect(json.path("Effect").asText()),
                    principals(json.path("Principal")),
                    texts(json.path("Action")),
                    texts(json.path("Resource")),
                    conditions(json.path("Condition")));
        }

        private Effect effect(String name) {
            return switch (name) {
                case "Allow" -> Effect.ALLOW;
                case "Deny" -> Effect.DENY;
                default -> throw unsupported("effect " + name);
            };
        }

        private Set<String> principals(JsonNode json) {
            if (json.isTextual()) return Set.of(json.asText());
            var principals = new LinkedHashSet<String>();
            for (var kind : json.properties()) {
                var names = texts(kind.getValue());
                var isSupported =
                        kind.getKey().equals("Service") || (kind.getKey().equals("AWS") && names.equals(List.of("*")));
                if (!isSupported) throw unsupported("principal " + json);
                principals.addAll(names);
            }
            return principals;
        }

        private List<PolicyCondition> conditions(JsonNode json) {
            var conditions = new ArrayList<PolicyCondition>();
            for (var operator : json.properties())
                for (var key : operator.getValue().properties())
                    conditions.add(condition(operator.getKey(), key.getKey(), texts(key.getValue())));
            return conditions;
        }

        private PolicyCondition condition(String operator, String keyName, List<String> expected) {
            var quantifier = quantifier(operator);
            var withoutQuantifier = operator.substring(operator.indexOf(':') + 1);
            var ifExists = withoutQuantifier.endsWith(IF_EXISTS);
            var operatorName = ifExists
                    ? withoutQuantifier.substring(0, withoutQuantifier.length() - IF_EXISTS.length())
                    : withoutQuantifier;
            var conditionOperator = ConditionOperator.parse(operatorName)
                    .orElseThrow(() -> unsupported("condition operator " + operator));
            var key = ConditionKey.parse(keyName).orElseThrow(() -> unsupported("condition key " + keyName));
            if (key.isMultivalued()
                    && quantifier == Quantifier.SINGLE_VALUE
                    && conditionOperator != ConditionOperator.NULL)
                throw unsupported(operator + " of " + keyName + " without ForAllValues or ForAnyValue");
            return new PolicyCondition(quantifier, conditionOperator, ifExists, key, expected);
        }

        private Quantifier quantifier(String operator) {
            if (!operator.contains(":")) return Quantifier.SINGLE_VALUE;
            return switch (operator.substring(0, operator.indexOf(':'))) {
                case "ForAllValues" -> Quantifier.FOR_ALL_VALUES;
                case "ForAnyValue" -> Quantifier.FOR_ANY_VALUE;
                default -> throw unsupported("condition operator " + operator);
            };
        }

        /// Reads one text or a list of texts, with references resolved. Policy variables such as
        /// `${aws:username}` are not supported.
        private List<String> texts(JsonNode value) {
            var texts = toList(value).stream()
                    .map(each -> references.resolveText(new TemplateExpression(stack, each)))
                    .toList();
            for (var text : texts) if (text.contains("${")) throw unsupported("variable in " + text);
            return texts;
        }

        private UnsupportedTemplateException unsupported(String construct) {
            return new UnsupportedTemplateException(source, construct + " is not supported");
        }
    }
}
