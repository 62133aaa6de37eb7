package credits.template;

import static credits.wire.Variable.ARCHIVE_BUCKET;
import static credits.wire.Variable.BILLING_CONTACT;
import static credits.wire.Variable.DEFAULT_LANGUAGE;
import static credits.wire.Variable.DEFAULT_TIME_ZONE;
import static credits.wire.Variable.INVALID_USAGE_QUEUE_URL;
import static credits.wire.Variable.INVOICE_QUEUE_URL;
import static credits.wire.Variable.LARGEST_ADJUSTMENT;
import static credits.wire.Variable.LIMITS_URL;
import static credits.wire.Variable.MAIL_FROM;
import static credits.wire.Variable.MEMBER_CLAIM;
import static credits.wire.Variable.OPERATOR_MAIL;
import static credits.wire.Variable.ORGANISATION_CLAIM;
import static credits.wire.Variable.ORGANISATION_NAME_CLAIM;
import static credits.wire.Variable.PERMISSIONS_CLAIM;
import static credits.wire.Variable.QUOTA_URL;
import static credits.wire.Variable.RETURN_URL;
import static credits.wire.Variable.ROLES;
import static credits.wire.Variable.ROLES_CLAIM;
import static credits.wire.Variable.SELLER;
import static credits.wire.Variable.SELLER_COUNTRY;
import static credits.wire.Variable.STRIPE_LIVE;
import static credits.wire.Variable.STRIPE_SECRET_ARN;
import static credits.wire.Variable.TABLE_NAME;
import static credits.wire.Variable.TOP_UP_MAXIMUM;
import static credits.wire.Variable.TOP_UP_MINIMUM;
import static credits.wire.Variable.TOP_UP_PRESETS;
import static credits.wire.Variable.TOP_UP_URL;
import static credits.wire.Variable.VAT_MODE;
import static credits.wire.Variable.VAT_RATES;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.template.Deployment.Resource;
import credits.wire.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The functions' environment variables, which they read under the same names.
class EnvironmentTest {
    private static final Set<Variable> OF_STRIPE =
            Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, STRIPE_LIVE, STRIPE_SECRET_ARN);

    private static final Map<String, Set<Variable>> VARIABLES = Map.of(
            "AnnounceFunction",
            Set.of(),
            "NotifyFunction",
            Set.of(
                    TABLE_NAME,
                    MAIL_FROM,
                    OPERATOR_MAIL,
                    DEFAULT_LANGUAGE,
                    QUOTA_URL,
                    LIMITS_URL,
                    TOP_UP_URL,
                    RETURN_URL),
            "WebhookFunction",
            OF_STRIPE,
            "ReconcileFunction",
            Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, STRIPE_LIVE, STRIPE_SECRET_ARN, SELLER, INVOICE_QUEUE_URL),
            "CheckoutFunction",
            Set.of(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    STRIPE_LIVE,
                    STRIPE_SECRET_ARN,
                    ORGANISATION_CLAIM,
                    MEMBER_CLAIM,
                    PERMISSIONS_CLAIM,
                    ROLES_CLAIM,
                    ROLES,
                    TOP_UP_MINIMUM,
                    TOP_UP_MAXIMUM,
                    RETURN_URL,
                    VAT_MODE,
                    SELLER_COUNTRY,
                    VAT_RATES),
            "DebitFunction",
            Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, INVALID_USAGE_QUEUE_URL),
            "UsageFunction",
            Set.of(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    ORGANISATION_CLAIM,
                    MEMBER_CLAIM,
                    PERMISSIONS_CLAIM,
                    ROLES_CLAIM,
                    ROLES,
                    ORGANISATION_NAME_CLAIM,
                    TOP_UP_PRESETS,
                    TOP_UP_MINIMUM,
                    TOP_UP_MAXIMUM,
                    BILLING_CONTACT,
                    ARCHIVE_BUCKET,
                    QUOTA_URL,
                    LIMITS_URL,
                    TOP_UP_URL),
            "LimitsFunction",
            Set.of(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    ORGANISATION_CLAIM,
                    MEMBER_CLAIM,
                    PERMISSIONS_CLAIM,
                    ROLES_CLAIM,
                    ROLES,
                    SELLER,
                    VAT_MODE),
            "AuthorizationFunction",
            Set.of(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    ORGANISATION_CLAIM,
                    MEMBER_CLAIM,
                    PERMISSIONS_CLAIM,
                    ROLES_CLAIM,
                    ROLES,
                    QUOTA_URL,
                    LIMITS_URL,
                    TOP_UP_URL),
            "OperatorFunction",
            Set.of(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    ORGANISATION_CLAIM,
                    MEMBER_CLAIM,
                    PERMISSIONS_CLAIM,
                    ROLES_CLAIM,
                    ROLES,
                    LARGEST_ADJUSTMENT));

    /// Red when a variable is missing, added, or not one of `Variable`'s names.
    @ParameterizedTest
    @EnumSource
    void every_function_is_told_what_it_reads_and_no_more(Stage stage) {
        var told = stage.deployment().functions().stream().collect(toMap(Resource::name, EnvironmentTest::variables));

        var all = new HashMap<>(VARIABLES);
        var _ = all.put("InvoiceFunction", Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, SELLER, ARCHIVE_BUCKET));

        assertThat(told).isEqualTo(all);
    }

    /// Red when a variable is set to another's value.
    @Test
    void the_variables_hold_what_cdk_json_says_and_where_the_data_is() {
        var deployment = Stage.DEV.deployment();
        var limits = deployment.named("LimitsFunction").property("Environment").path("Variables");
        var debit = deployment.named("DebitFunction").property("Environment").path("Variables");

        var usage = deployment.named("UsageFunction").property("Environment").path("Variables");

        assertThat(usage.path("ORGANISATION_NAME_CLAIM").textValue()).isEqualTo("organisation_name");
        assertThat(usage.path("TOP_UP_PRESETS").textValue()).isEqualTo("10,50,100,300,500,1000");
        assertThat(usage.path("TOP_UP_MINIMUM").textValue()).isEqualTo("1");
        assertThat(usage.path("TOP_UP_MAXIMUM").textValue()).isEqualTo("10000");
        assertThat(usage.path("BILLING_CONTACT").textValue()).isEqualTo("billing@example.com");
        assertThat(usage.path("QUOTA_URL").textValue()).isEqualTo("https://app.dev.example.com/quota-exceeded");
        assertThat(usage.path("LIMITS_URL").textValue()).isEqualTo("https://app.dev.example.com/?dialog=limits");
        assertThat(usage.path("TOP_UP_URL").textValue()).isEqualTo("https://app.dev.example.com/?dialog=top-up");
        assertThat(deployment.target(limits.path("TABLE_NAME"))).isEqualTo("AccountsTable");
        assertThat(deployment.target(debit.path("INVALID_USAGE_QUEUE_URL"))).isEqualTo("UsageInvalid");
        assertThat(limits.path("DEFAULT_TIME_ZONE").textValue()).isEqualTo("Europe/Rome");
        assertThat(limits.path("ORGANISATION_CLAIM").textValue()).isEqualTo("organisation");
        assertThat(limits.path("MEMBER_CLAIM").textValue()).isEqualTo("sub");
        assertThat(limits.path("PERMISSIONS_CLAIM").textValue()).isEqualTo("permissions");
        assertThat(limits.path("ROLES_CLAIM").textValue()).isEqualTo("roles");
        assertThat(limits.path("ROLES").textValue())
                .isEqualTo(
                        "feature=usage:authorize;member=usage:read;operator=prices:write,accounts:adjust,finance:read;owner=usage:read,credits:buy,limits:write");
        var operator =
                deployment.named("OperatorFunction").property("Environment").path("Variables");
        assertThat(operator.path("LARGEST_ADJUSTMENT").textValue()).isEqualTo("10000");
    }

    private static Set<Variable> variables(Resource function) {
        return function.property("Environment").path("Variables").properties().stream()
                .map(each -> Variable.valueOf(each.getKey()))
                .collect(toSet());
    }
}
