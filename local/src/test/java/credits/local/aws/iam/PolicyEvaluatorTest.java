package credits.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.access.Condition.Quantifier;
import credits.local.access.Statement.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final String TABLE = "arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts";
    private static final Access NOTHING_ON_RESOURCES = new Access(List.of());
    private static final Call PUT = new Call("dynamodb:PutItem", TABLE, Map.of(Key.LEADING_KEYS, List.of("O#acme")));

    @Test
    void what_nobody_allows_is_not_allowed() {
        assertThat(decide(PUT)).isEqualTo(new Verdict.NotAllowed());
    }

    @Test
    void a_deny_wins_over_every_allow_wherever_it_stands() {
        var allow = statement(Effect.ALLOW, "dynamodb:*", "*");
        var deny = statement(Effect.DENY, "dynamodb:PutItem", TABLE);

        assertThat(decide(PUT, allow)).isEqualTo(new Verdict.Allowed());
        assertThat(decide(PUT, allow, deny)).isEqualTo(new Verdict.Denied("here", true));
        assertThat(decide(PUT, deny, allow)).isEqualTo(new Verdict.Denied("here", true));
        assertThat(new Access(List.of(onResource(Effect.DENY, "*"))).of(role(allow), PUT))
                .isEqualTo(new Verdict.Denied("there", false));
    }

    @Test
    void a_deny_whose_condition_does_not_hold_denies_nothing() {
        var allow = statement(Effect.ALLOW, "dynamodb:PutItem", TABLE);
        var deny = statement(Effect.DENY, "dynamodb:PutItem", TABLE, condition("ForAnyValue", "StringLike", "P#*"));

        assertThat(decide(PUT, allow, deny)).isEqualTo(new Verdict.Allowed());
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(textBlock = """
            dynamodb:PutItem | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | Allowed
            DynamoDB:putitem | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | Allowed
            dynamodb:Put*    | arn:aws:dynamodb:*:000000000000:table/*                    | Allowed
            dynamodb:P?tItem | *                                                          | Allowed
            *                | arn:aws:dynamodb:eu-central-1:000000000000:table/Acc?unts  | Allowed
            dynamodb:PutItems| arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | NotAllowed
            dynamodb:Put     | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | NotAllowed
            sqs:*            | arn:aws:dynamodb:eu-central-1:000000000000:table/Accounts  | NotAllowed
            dynamodb:PutItem | arn:aws:dynamodb:eu-central-1:000000000000:table/Account   | NotAllowed
            dynamodb:PutItem | arn:aws:dynamodb:eu-west-1:000000000000:table/Accounts     | NotAllowed
            dynamodb:PutItem | arn:aws:dynamodb:eu-central-1:000000000000:TABLE/Accounts  | NotAllowed
            dynamodb:PutItem | arn:*/Accounts                                             | NotAllowed
            """, delimiter = '|')
    void actions_and_resources_must_fit(String action, String resource, String expected) {
        assertThat(decide(PUT, statement(Effect.ALLOW, action, resource))
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
    void keys_with_many_values_fit_all_or_any(
            String quantifier, String operator, String wanted, String given, boolean holds) {
        var keys = given == null ? Map.<Key, List<String>>of() : Map.of(Key.LEADING_KEYS, List.of(given.split(",")));

        var condition = condition(quantifier, operator, wanted.split(","));

        assertThat(condition.holds(new Call("dynamodb:PutItem", TABLE, keys))).isEqualTo(holds);
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
    void keys_with_one_value_fit(String operator, String key, String wanted, String given, boolean holds) {
        var asked = Key.named(key).orElseThrow();
        var facts = given == null ? Map.<Key, List<String>>of() : Map.of(asked, List.of(given));
        var ifExists = operator.endsWith("IfExists");
        var named = Operator.named(operator.replace("IfExists", "")).orElseThrow();

        var condition = new Condition(Quantifier.ONE, named, ifExists, asked, List.of(wanted));

        assertThat(condition.holds(new Call("any:Action", "*", facts))).isEqualTo(holds);
    }

    @Test
    void all_lines_of_a_condition_must_hold() {
        var transaction = new Condition(
                Quantifier.ONE, Operator.STRING_EQUALS, false, Key.ENCLOSING_OPERATION, List.of("TransactWriteItems"));
        var allow = statement(
                Effect.ALLOW, "dynamodb:PutItem", TABLE, condition("ForAllValues", "StringLike", "O#*"), transaction);
        var keys = List.of("O#acme");
        var inTransaction = Map.of(Key.LEADING_KEYS, keys, Key.ENCLOSING_OPERATION, List.of("TransactWriteItems"));

        assertThat(decide(PUT, allow)).isEqualTo(new Verdict.NotAllowed());
        assertThat(decide(new Call("dynamodb:PutItem", TABLE, inTransaction), allow))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void a_service_may_do_what_the_resource_says_to_it_and_a_role_does_not_help() {
        var access = new Access(List.of(onResource(Effect.ALLOW, "events.amazonaws.com")));

        assertThat(access.of("events.amazonaws.com", PUT)).isEqualTo(new Verdict.Allowed());
        assertThat(access.of("pipes.amazonaws.com", PUT)).isEqualTo(new Verdict.NotAllowed());
        assertThat(access.of(role(), PUT)).isEqualTo(new Verdict.NotAllowed());
    }

    private static Verdict decide(Call call, Statement... statements) {
        return NOTHING_ON_RESOURCES.of(role(statements), call);
    }

    private static Role role(Statement... statements) {
        return new Role("Role", List.of("lambda.amazonaws.com"), List.of(statements));
    }

    private static Statement statement(Effect effect, String action, String resource, Condition... conditions) {
        return new Statement("here", effect, Set.of(), List.of(action), List.of(resource), List.of(conditions));
    }

    private static Statement onResource(Effect effect, String principal) {
        return new Statement("there", effect, Set.of(principal), List.of("*"), List.of(TABLE), List.of());
    }

    private static Condition condition(String quantifier, String operator, String... wanted) {
        var ifExists = operator.endsWith("IfExists");
        return new Condition(
                quantifier.equals("ForAllValues") ? Quantifier.FOR_ALL_VALUES : Quantifier.FOR_ANY_VALUE,
                Operator.named(operator.replace("IfExists", "")).orElseThrow(),
                ifExists,
                Key.LEADING_KEYS,
                Arrays.asList(wanted));
    }
}
