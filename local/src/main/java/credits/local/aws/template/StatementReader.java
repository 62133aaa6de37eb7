package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.access.Condition;
import credits.local.access.Condition.Quantifier;
import credits.local.access.Key;
import credits.local.access.Operator;
import credits.local.access.Statement;
import credits.local.access.Statement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads statements of policies. What IAM would understand of them and the local run does not is refused, by the
/// statement and by whose it is: a deny that is not understood would be no deny here.
final class Statements {
    private static final Set<String> OF_ROLE = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    private static final Set<String> OF_RESOURCE =
            Set.of("Sid", "Effect", "Action", "Resource", "Condition", "Principal");
    private static final Set<String> PERMISSION =
            Set.of("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount");
    private static final String IF_EXISTS = "IfExists";

    private final References references;

    Statements(References references) {
        this.references = references;
    }

    /// What a policy says to `holder`, whose role it is attached to.
    List<Statement> ofRole(Resource policy, JsonNode document, Resource holder) {
        return of(policy, document, OF_ROLE, ", of " + holder.id());
    }

    /// What the policy of a queue says.
    List<Statement> ofResource(Resource policy) {
        return of(policy, policy.property("PolicyDocument"), OF_RESOURCE, "");
    }

    /// A permission to invoke a function, which is one statement of the function's policy.
    Statement ofPermission(Resource permission) {
        permission.refuseOtherThan(PERMISSION, Set.of());
        var conditions = new ArrayList<Condition>();
        source(permission, "SourceArn", Operator.ARN_LIKE, Key.SOURCE_ARN).ifPresent(conditions::add);
        source(permission, "SourceAccount", Operator.STRING_EQUALS, Key.SOURCE_ACCOUNT)
                .ifPresent(conditions::add);
        return new Statement(
                permission.place(),
                Effect.ALLOW,
                Set.of(permission.text("Principal")),
                List.of(permission.text("Action")),
                List.of(function(permission)),
                conditions);
    }

    static List<JsonNode> list(JsonNode value) {
        if (value.isMissingNode()) return List.of();
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    /// The ARN, where the permission says the name alone too.
    private String function(Resource permission) {
        var said = new Expression(permission.stack(), permission.property("FunctionName"));
        var text = references.text(said);
        return text.startsWith("arn:") ? text : references.arn(references.resource(said));
    }

    private Optional<Condition> source(Resource permission, String property, Operator operator, Key key) {
        var source = permission.property(property);
        if (source.isMissingNode()) return Optional.empty();
        var wanted = references.text(new Expression(permission.stack(), source));
        return Optional.of(new Condition(Quantifier.ONE, operator, false, key, List.of(wanted)));
    }

    private List<Statement> of(Resource policy, JsonNode document, Set<String> fields, String holder) {
        var statements = new ArrayList<Statement>();
        for (var said : list(document.path("Statement"))) {
            var place = "%s, statement %d%s".formatted(policy.place(), statements.size() + 1, holder);
            statements.add(new Reading(policy.stack(), place).statement(said, fields));
        }
        return statements;
    }

    /// The reading of one statement, which stands at `place`.
    private final class Reading {
        private final String stack;
        private final String place;

        Reading(String stack, String place) {
            this.stack = stack;
            this.place = place;
        }

        Statement statement(JsonNode said, Set<String> fields) {
            for (var field : said.properties()) if (!fields.contains(field.getKey())) throw refused(field.getKey());
            return new Statement(
                    place,
                    effect(said.path("Effect").asText()),
                    principals(said.path("Principal")),
                    texts(said.path("Action")),
                    texts(said.path("Resource")),
                    conditions(said.path("Condition")));
        }

        private Effect effect(String name) {
            return switch (name) {
                case "Allow" -> Effect.ALLOW;
                case "Deny" -> Effect.DENY;
                default -> throw refused("effect " + name);
            };
        }

        private Set<String> principals(JsonNode said) {
            if (said.isTextual()) return Set.of(said.asText());
            var principals = new LinkedHashSet<String>();
            for (var kind : said.properties()) {
                var names = texts(kind.getValue());
                var known =
                        kind.getKey().equals("Service") || (kind.getKey().equals("AWS") && names.equals(List.of("*")));
                if (!known) throw refused("principal " + said);
                principals.addAll(names);
            }
            return principals;
        }

        private List<Condition> conditions(JsonNode said) {
            var conditions = new ArrayList<Condition>();
            for (var operator : said.properties())
                for (var key : operator.getValue().properties())
                    conditions.add(condition(operator.getKey(), key.getKey(), texts(key.getValue())));
            return conditions;
        }

        private Condition condition(String operator, String name, List<String> wanted) {
            var quantifier = quantifier(operator);
            var rest = operator.substring(operator.indexOf(':') + 1);
            var ifExists = rest.endsWith(IF_EXISTS);
            var plain = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
            var compares = Operator.named(plain).orElseThrow(() -> refused("condition operator " + operator));
            var key = Key.named(name).orElseThrow(() -> refused("condition key " + name));
            if (key.hasMany() && quantifier == Quantifier.ONE && compares != Operator.NULL)
                throw refused(operator + " of " + name + " without ForAllValues or ForAnyValue");
            return new Condition(quantifier, compares, ifExists, key, wanted);
        }

        private Quantifier quantifier(String operator) {
            if (!operator.contains(":")) return Quantifier.ONE;
            return switch (operator.substring(0, operator.indexOf(':'))) {
                case "ForAllValues" -> Quantifier.FOR_ALL_VALUES;
                case "ForAnyValue" -> Quantifier.FOR_ANY_VALUE;
                default -> throw refused("condition operator " + operator);
            };
        }

        /// A text or several, with references followed. IAM would replace variables such as `${aws:username}`.
        private List<String> texts(JsonNode value) {
            var texts = list(value).stream()
                    .map(each -> references.text(new Expression(stack, each)))
                    .toList();
            for (var text : texts) if (text.contains("${")) throw refused("variable in " + text);
            return texts;
        }

        private Refused refused(String what) {
            return new Refused(place, what + " is not understood");
        }
    }
}
