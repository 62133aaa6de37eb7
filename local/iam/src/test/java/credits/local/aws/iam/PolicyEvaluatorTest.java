package credits.local.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.aws.iam.IamStatement.Effect;
import credits.local.aws.iam.PolicyCondition.Quantifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEvaluatorTest {
    private static final String TABLE = "arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts";
    private static final PolicyEvaluator NO_RESOURCE_POLICIES = new PolicyEvaluator(List.of());
    private static final IamRequest PUT_ITEM =
            new IamRequest("dynamodb:PutItem", TABLE, Map.of(ConditionKey.LEADING_KEYS, List.of("O#acme")));

    @Test
    void without_an_allow_a_request_is_denied_implicitly() {
        assertThat(evaluate(PUT_ITEM)).isEqualTo(new PolicyDecision.ImplicitDeny());
    }

    @Test
    void a_deny_overrides_every_allow_regardless_of_order() {
        var allow = statement(Effect.ALLOW, "dynamodb:*", "*");
        var deny = statement(Effect.DENY, "dynamodb:PutItem", TABLE);

        assertThat(evaluate(PUT_ITEM, allow)).isEqualTo(new PolicyDecision.Allowed());
        assertThat(evaluate(PUT_ITEM, allow, deny)).isEqualTo(new PolicyDecision.ExplicitDeny("here", true));
        assertThat(evaluate(PUT_ITEM, deny, allow)).isEqualTo(new PolicyDecision.ExplicitDeny("here", true));
        assertThat(new PolicyEvaluator(List.of(resourceStatement(Effect.DENY, "*"))).evaluate(role(allow), PUT_ITEM))
                .isEqualTo(new PolicyDecision.ExplicitDeny("there", false));
    }

    @Test
    void a_deny_whose_condition_does_not_hold_denies_nothing() {
        var allow = statement(Effect.ALLOW, "dynamodb:PutItem", TABLE);
        var deny = statement(Effect.DENY, "dynamodb:PutItem", TABLE, condition("ForAnyValue", "StringLike", "P#*"));

        assertThat(evaluate(PUT_ITEM, allow, deny)).isEqualTo(new PolicyDecision.Allowed());
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(textBlock = """
            dynamodb:PutItem | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | Allowed
            DynamoDB:putitem | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | Allowed
            dynamodb:Put*    | arn:aws:dynamodb:*:000000000000:table/*                    | Allowed
            dynamodb:P?tItem | *                                                          | Allowed
            *                | arn:aws:dynamodb:eu-central-1:000000000000:table/Acc?unts  | Allowed
            dynamodb:PutItems| arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | ImplicitDeny
            dynamodb:Put     | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | ImplicitDeny
            sqs:*            | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | ImplicitDeny
            dynamodb:PutItem | arn:aws:dynamodb:eu-central-1:000000000000:table/Account   | ImplicitDeny
            dynamodb:PutItem | arn:aws:dynamodb:eu-west-1:000000000000:table/Accounts     | ImplicitDeny
            dynamodb:PutItem | arn:aws:dynamodb:eu-central-1:000000000000:TABLE/Accounts  | ImplicitDeny
            dynamodb:PutItem | arn:*/Accounts                                             | ImplicitDeny
            """, delimiter = '|')
    void actions_and_resources_must_match(String action, String resource, String expected) {
        assertThat(evaluate(PUT_ITEM, statement(Effect.ALLOW, action, resource))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    // AWS: "ForAllValues also returns true if there are no keys in the request"; ForAnyValue is false then.
    @ParameterizedTest(name = "{0}:{1} {2} of {3}: {4}")
    @CsvSource(textBlock = """
            ForAllValues | StringLike      | O#*       | O#acme,O#globex | true
            ForAllValues | StringLike      | O#*       | O#acme,P#acme   | false
            ForAllValues | StringLike      | O#*,P#*   | O#acme,P#acme   | true
            ForAllValues | StringLike      | o#*       | O#acme          | false
            ForAllValues | StringLike      | O#        | O#acme          | false
            ForAllValues | StringLike      | O#*       |                 | true
            ForAllValues | StringEquals    | O#*       | O#acme          | false
            ForAllValues | StringEquals    | O#acme    | O#acme          | true
            ForAllValues | StringNotEquals | O#acme    | O#globex,O#acme | false
            ForAllValues | StringNotLike   | O#*       | P#acme          | true
            ForAnyValue  | StringLike      | O#*       | P#acme,O#acme   | true
            ForAnyValue  | StringLike      | O#*       | P#acme          | false
            ForAnyValue  | StringLike      | O#*       |                 | false
            ForAnyValue  | StringNotLike   | O#*       | O#acme,P#acme   | true
            ForAllValues | StringEqualsIgnoreCase    | o#ACME | O#acme   | true
            ForAnyValue  | StringNotEqualsIgnoreCase | o#ACME | O#acme   | false
            ForAnyValue  | StringLikeIfExists | O#*    |                 | true
            ForAnyValue  | StringLikeIfExists | O#*    | P#acme          | false
            """, delimiter = '|')
    void multivalued_keys_match_for_all_or_any_values(
            String quantifier, String operator, String wanted, String given, boolean holds) {
        var keys = given == null
                ? Map.<ConditionKey, List<String>>of()
                : Map.of(ConditionKey.LEADING_KEYS, List.of(given.split(",")));

        var condition = condition(quantifier, operator, wanted.split(","));

        assertThat(condition.matches(new IamRequest("dynamodb:PutItem", TABLE, keys)))
                .isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} {1} {2} of {3}: {4}")
    @CsvSource(textBlock = """
            StringEquals    | dynamodb:EnclosingOperation | TransactWriteItems | TransactWriteItems | true
            StringEquals    | dynamodb:EnclosingOperation | TransactWriteItems | TransactGetItems   | false
            StringEquals    | dynamodb:enclosingoperation | TransactWriteItems |                    | false
            StringEqualsIfExists | dynamodb:EnclosingOperation | TransactWriteItems |               | true
            StringNotEquals | dynamodb:EnclosingOperation | TransactWriteItems |                    | true
            StringNotEquals | dynamodb:EnclosingOperation | TransactWriteItems | TransactWriteItems | false
            Bool            | aws:SecureTransport         | false              | true               | false
            Bool            | aws:SecureTransport         | FALSE              | false              | true
            Null            | dynamodb:EnclosingOperation | true               |                    | true
            Null            | dynamodb:EnclosingOperation | true               | TransactWriteItems | false
            Null            | dynamodb:EnclosingOperation | false              | TransactWriteItems | true
            ArnLike         | aws:SourceArn               | arn:aws:events:*:*:rule/A* | arn:aws:events:eu:1:rule/A/b | true
            ArnEquals       | aws:SourceArn               | arn:aws:events:*:*:rule/A* | arn:aws:events:eu:1:rule/B   | false
            ArnLike         | aws:SourceArn               | arn:aws:*:rule/A   | arn:aws:events:eu:1:rule/A   | false
            ArnNotLike      | aws:SourceArn               | arn:aws:events:*:*:rule/A* | arn:aws:events:eu:1:rule/A | false
            ArnNotEquals    | aws:SourceArn               | arn:aws:events:eu:1:rule/A | arn:aws:events:eu:1:rule/B | true
            """, delimiter = '|')
    void single_valued_keys_match(String operator, String key, String wanted, String given, boolean holds) {
        var asked = ConditionKey.parse(key).orElseThrow();
        var facts = given == null ? Map.<ConditionKey, List<String>>of() : Map.of(asked, List.of(given));
        var ifExists = operator.endsWith("IfExists");
        var named = ConditionOperator.parse(operator.replace("IfExists", "")).orElseThrow();

        var condition = new PolicyCondition(Quantifier.SINGLE_VALUE, named, ifExists, asked, List.of(wanted));

        assertThat(condition.matches(new IamRequest("any:Action", "*", facts))).isEqualTo(holds);
    }

    @Test
    void all_conditions_of_a_statement_must_match() {
        var transaction = new PolicyCondition(
                Quantifier.SINGLE_VALUE,
                ConditionOperator.STRING_EQUALS,
                false,
                ConditionKey.ENCLOSING_OPERATION,
                List.of("TransactWriteItems"));
        var allow = statement(
                Effect.ALLOW, "dynamodb:PutItem", TABLE, condition("ForAllValues", "StringLike", "O#*"), transaction);
        var keys = List.of("O#acme");
        var inTransaction = Map.of(
                ConditionKey.LEADING_KEYS, keys, ConditionKey.ENCLOSING_OPERATION, List.of("TransactWriteItems"));

        assertThat(evaluate(PUT_ITEM, allow)).isEqualTo(new PolicyDecision.ImplicitDeny());
        assertThat(evaluate(new IamRequest("dynamodb:PutItem", TABLE, inTransaction), allow))
                .isEqualTo(new PolicyDecision.Allowed());
    }

    @Test
    void a_service_needs_an_allow_of_the_resource_policy() {
        var policyEvaluator = new PolicyEvaluator(List.of(resourceStatement(Effect.ALLOW, "events.amazonaws.com")));

        assertThat(policyEvaluator.evaluate("events.amazonaws.com", PUT_ITEM)).isEqualTo(new PolicyDecision.Allowed());
        assertThat(policyEvaluator.evaluate("pipes.amazonaws.com", PUT_ITEM))
                .isEqualTo(new PolicyDecision.ImplicitDeny());
        assertThat(policyEvaluator.evaluate(role(), PUT_ITEM)).isEqualTo(new PolicyDecision.ImplicitDeny());
    }

    private static PolicyDecision evaluate(IamRequest request, IamStatement... statements) {
        return NO_RESOURCE_POLICIES.evaluate(role(statements), request);
    }

    private static IamRole role(IamStatement... statements) {
        return new IamRole("Role", List.of("lambda.amazonaws.com"), List.of(statements));
    }

    private static IamStatement statement(
            Effect effect, String action, String resource, PolicyCondition... conditions) {
        return new IamStatement("here", effect, Set.of(), List.of(action), List.of(resource), List.of(conditions));
    }

    private static IamStatement resourceStatement(Effect effect, String principal) {
        return new IamStatement("there", effect, Set.of(principal), List.of("*"), List.of(TABLE), List.of());
    }

    private static PolicyCondition condition(String quantifier, String operator, String... wanted) {
        var ifExists = operator.endsWith("IfExists");
        return new PolicyCondition(
                quantifier.equals("ForAllValues") ? Quantifier.FOR_ALL_VALUES : Quantifier.FOR_ANY_VALUE,
                ConditionOperator.parse(operator.replace("IfExists", "")).orElseThrow(),
                ifExists,
                ConditionKey.LEADING_KEYS,
                Arrays.asList(wanted));
    }
}
