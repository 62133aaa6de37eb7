package credits.infrastructure.template;

import static credits.settings.EnvironmentVariable.ACCOUNTS_OPEN_BY_USE;
import static credits.settings.EnvironmentVariable.ARCHIVE_BUCKET;
import static credits.settings.EnvironmentVariable.BILLING_CONTACT;
import static credits.settings.EnvironmentVariable.CLIENT_CLAIM;
import static credits.settings.EnvironmentVariable.DAILY_ADJUSTMENTS;
import static credits.settings.EnvironmentVariable.DECLINES_PER_DAY;
import static credits.settings.EnvironmentVariable.DEFAULT_LANGUAGE;
import static credits.settings.EnvironmentVariable.DEFAULT_TIME_ZONE;
import static credits.settings.EnvironmentVariable.EVENT_SOURCE;
import static credits.settings.EnvironmentVariable.INVALID_USAGE_QUEUE_URL;
import static credits.settings.EnvironmentVariable.INVOICE_QUEUE_URL;
import static credits.settings.EnvironmentVariable.INVOICE_REISSUE_DAYS;
import static credits.settings.EnvironmentVariable.LARGEST_ADJUSTMENT;
import static credits.settings.EnvironmentVariable.LIMITS_URL;
import static credits.settings.EnvironmentVariable.MAILS_PER_DAY;
import static credits.settings.EnvironmentVariable.MAIL_FROM;
import static credits.settings.EnvironmentVariable.MAIL_QUEUE_URL;
import static credits.settings.EnvironmentVariable.MEMBER_CLAIM;
import static credits.settings.EnvironmentVariable.MEMBER_REQUESTS_PER_SECOND;
import static credits.settings.EnvironmentVariable.OPERATOR_MAIL;
import static credits.settings.EnvironmentVariable.ORGANISATION_CLAIM;
import static credits.settings.EnvironmentVariable.ORGANISATION_NAME_CLAIM;
import static credits.settings.EnvironmentVariable.ORGANISATION_REQUESTS_PER_SECOND;
import static credits.settings.EnvironmentVariable.PERMISSIONS_CLAIM;
import static credits.settings.EnvironmentVariable.PERMISSIONS_FORMAT;
import static credits.settings.EnvironmentVariable.PLATFORM_CLIENTS;
import static credits.settings.EnvironmentVariable.PLATFORM_ORGANISATION;
import static credits.settings.EnvironmentVariable.PROBLEM_ORIGIN;
import static credits.settings.EnvironmentVariable.QUOTA_URL;
import static credits.settings.EnvironmentVariable.RETURN_URL;
import static credits.settings.EnvironmentVariable.ROLES;
import static credits.settings.EnvironmentVariable.ROLES_CLAIM;
import static credits.settings.EnvironmentVariable.ROLES_FORMAT;
import static credits.settings.EnvironmentVariable.SELLER;
import static credits.settings.EnvironmentVariable.STRIPE_LIVE;
import static credits.settings.EnvironmentVariable.STRIPE_SECRET_ARN;
import static credits.settings.EnvironmentVariable.TABLE_NAME;
import static credits.settings.EnvironmentVariable.THREE_D_SECURE;
import static credits.settings.EnvironmentVariable.TOP_UPS_PER_DAY;
import static credits.settings.EnvironmentVariable.TOP_UPS_PER_MEMBER;
import static credits.settings.EnvironmentVariable.TOP_UP_AMOUNT_PER_DAY;
import static credits.settings.EnvironmentVariable.TOP_UP_FIRST_MINIMUM;
import static credits.settings.EnvironmentVariable.TOP_UP_MAXIMUM;
import static credits.settings.EnvironmentVariable.TOP_UP_MINIMUM;
import static credits.settings.EnvironmentVariable.TOP_UP_PRESETS;
import static credits.settings.EnvironmentVariable.TOP_UP_URL;
import static credits.settings.EnvironmentVariable.USAGE_PRODUCERS;
import static credits.settings.EnvironmentVariable.VAT_ID_MAX_AGE_DAYS;
import static credits.settings.EnvironmentVariable.VAT_MODE;
import static credits.settings.EnvironmentVariable.VAT_RATES;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import credits.settings.EnvironmentVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The functions' environment variables, which they read under the same names.
class FunctionEnvironmentTest {
    // What every function reads that answers the API.
    private static final Set<EnvironmentVariable> CALLER = Set.of(
            ORGANISATION_CLAIM,
            MEMBER_CLAIM,
            CLIENT_CLAIM,
            MEMBER_REQUESTS_PER_SECOND,
            ORGANISATION_REQUESTS_PER_SECOND,
            PERMISSIONS_CLAIM,
            PERMISSIONS_FORMAT,
            ROLES_CLAIM,
            ROLES_FORMAT,
            PLATFORM_ORGANISATION,
            PLATFORM_CLIENTS,
            ROLES);

    private static final Map<String, Set<EnvironmentVariable>> VARIABLES = Map.of(
            "AnnounceFunction",
            Set.of(EVENT_SOURCE),
            "NotifyFunction",
            Set.of(
                    TABLE_NAME,
                    ARCHIVE_BUCKET,
                    MAIL_FROM,
                    MAILS_PER_DAY,
                    OPERATOR_MAIL,
                    DEFAULT_LANGUAGE,
                    QUOTA_URL,
                    LIMITS_URL,
                    TOP_UP_URL,
                    RETURN_URL),
            "WebhookFunction",
            Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, STRIPE_LIVE, STRIPE_SECRET_ARN, DECLINES_PER_DAY, INVOICE_QUEUE_URL),
            "ReconcileFunction",
            Set.of(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    STRIPE_LIVE,
                    STRIPE_SECRET_ARN,
                    SELLER,
                    VAT_ID_MAX_AGE_DAYS,
                    INVOICE_REISSUE_DAYS,
                    INVOICE_QUEUE_URL),
            "CheckoutFunction",
            withCaller(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    STRIPE_LIVE,
                    STRIPE_SECRET_ARN,
                    TOP_UP_MINIMUM,
                    TOP_UP_MAXIMUM,
                    TOP_UP_FIRST_MINIMUM,
                    TOP_UPS_PER_DAY,
                    TOP_UPS_PER_MEMBER,
                    TOP_UP_AMOUNT_PER_DAY,
                    DECLINES_PER_DAY,
                    THREE_D_SECURE,
                    RETURN_URL,
                    SELLER,
                    VAT_ID_MAX_AGE_DAYS,
                    INVOICE_REISSUE_DAYS,
                    INVOICE_QUEUE_URL,
                    VAT_MODE,
                    VAT_RATES),
            "DebitFunction",
            Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, INVALID_USAGE_QUEUE_URL, USAGE_PRODUCERS, ACCOUNTS_OPEN_BY_USE),
            "UsageFunction",
            withCaller(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    ORGANISATION_NAME_CLAIM,
                    TOP_UP_PRESETS,
                    TOP_UP_MINIMUM,
                    TOP_UP_MAXIMUM,
                    BILLING_CONTACT,
                    INVOICE_REISSUE_DAYS,
                    ARCHIVE_BUCKET,
                    QUOTA_URL,
                    LIMITS_URL,
                    TOP_UP_URL),
            "LimitsFunction",
            withCaller(TABLE_NAME, DEFAULT_TIME_ZONE, SELLER, VAT_MODE, MAIL_QUEUE_URL),
            "AuthorizationFunction",
            withCaller(
                    TABLE_NAME,
                    DEFAULT_TIME_ZONE,
                    USAGE_PRODUCERS,
                    QUOTA_URL,
                    LIMITS_URL,
                    TOP_UP_URL,
                    ACCOUNTS_OPEN_BY_USE),
            "OperatorFunction",
            withCaller(TABLE_NAME, DEFAULT_TIME_ZONE, LARGEST_ADJUSTMENT, DAILY_ADJUSTMENTS, ARCHIVE_BUCKET));

    private static Set<EnvironmentVariable> with(EnvironmentVariable more, Set<EnvironmentVariable> variables) {
        return Stream.concat(variables.stream(), Stream.of(more)).collect(toSet());
    }

    private static Set<EnvironmentVariable> withCaller(EnvironmentVariable... others) {
        return Stream.concat(CALLER.stream(), Stream.of(others)).collect(toSet());
    }

    /// Red when a variable is missing, added, or not one of `EnvironmentVariable`'s names.
    @ParameterizedTest
    @EnumSource
    void every_function_has_exactly_the_variables_it_reads(DeploymentStage stage) {
        var told = stage.templates().functions().stream()
                .collect(toMap(TemplateResource::name, FunctionEnvironmentTest::variables));

        var all = new HashMap<>(VARIABLES);
        var _ = all.put("InvoiceFunction", Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, SELLER, ARCHIVE_BUCKET));
        var _ = all.put("PrivacyFunction", withCaller(TABLE_NAME, DEFAULT_TIME_ZONE));
        var _ = all.put("ProofFunction", Set.of(TABLE_NAME, ARCHIVE_BUCKET));

        if (stage == DeploymentStage.PROD)
            all.replaceAll(
                    (_, variables) -> variables.containsAll(CALLER) ? with(PROBLEM_ORIGIN, variables) : variables);

        assertThat(told).isEqualTo(all);
    }

    /// Red when a variable is set to another's value.
    @Test
    void the_variables_hold_the_values_of_cdk_json_and_the_data_stack() {
        var templates = DeploymentStage.DEV.templates();
        var limits = templates
                .resourceNamed("LimitsFunction")
                .property("Environment")
                .path("Variables");
        var debit =
                templates.resourceNamed("DebitFunction").property("Environment").path("Variables");

        var usage =
                templates.resourceNamed("UsageFunction").property("Environment").path("Variables");

        assertThat(usage.path("ORGANISATION_NAME_CLAIM").textValue()).isEqualTo("organisation_name");
        assertThat(usage.path("TOP_UP_PRESETS").textValue()).isEqualTo("10,50,100,300,500,1000");
        assertThat(usage.path("TOP_UP_MINIMUM").textValue()).isEqualTo("1");
        assertThat(usage.path("TOP_UP_MAXIMUM").textValue()).isEqualTo("10000");
        assertThat(usage.path("BILLING_CONTACT").textValue()).isEqualTo("billing@example.com");
        assertThat(usage.path("QUOTA_URL").textValue()).isEqualTo("https://app.dev.example.com/quota-exceeded");
        assertThat(usage.path("LIMITS_URL").textValue()).isEqualTo("https://app.dev.example.com/?dialog=limits");
        assertThat(usage.path("TOP_UP_URL").textValue()).isEqualTo("https://app.dev.example.com/?dialog=top-up");
        assertThat(templates.resolve(limits.path("TABLE_NAME"))).isEqualTo("AccountsTable");
        assertThat(templates.resolve(debit.path("INVALID_USAGE_QUEUE_URL"))).isEqualTo("UsageInvalid");
        assertThat(limits.path("DEFAULT_TIME_ZONE").textValue()).isEqualTo("Europe/Rome");
        assertThat(limits.path("ORGANISATION_CLAIM").textValue()).isEqualTo("organisation");
        assertThat(limits.path("MEMBER_CLAIM").textValue()).isEqualTo("sub");
        assertThat(limits.path("CLIENT_CLAIM").textValue()).isEqualTo("azp");
        assertThat(limits.path("MEMBER_REQUESTS_PER_SECOND").textValue()).isEqualTo("20");
        assertThat(limits.path("ORGANISATION_REQUESTS_PER_SECOND").textValue()).isEqualTo("50");
        assertThat(limits.path("PERMISSIONS_CLAIM").textValue()).isEqualTo("permissions");
        assertThat(limits.path("ROLES_CLAIM").textValue()).isEqualTo("roles");
        assertThat(limits.path("ROLES").textValue())
                .isEqualTo(
                        "billing=usage:read,credits:buy,billing:read;feature=usage:authorize,usage:report;member=usage:read;operator=prices:write,accounts:read,accounts:adjust,finance:read,webhooks:write;owner=usage:read,credits:buy,limits:write,billing:read;privacy=privacy:manage");
        var operator = templates
                .resourceNamed("OperatorFunction")
                .property("Environment")
                .path("Variables");
        assertThat(operator.path("LARGEST_ADJUSTMENT").textValue()).isEqualTo("10000");
        assertThat(operator.path("DAILY_ADJUSTMENTS").textValue()).isEqualTo("100000");
        assertThat(operator.path("ROLES_FORMAT").textValue()).isEqualTo("ARRAY");
        assertThat(operator.path("PLATFORM_ORGANISATION").textValue()).isEqualTo("platform");
        assertThat(operator.path("PLATFORM_CLIENTS").textValue())
                .isEqualTo("credits-operator,credits-feature,credits-privacy");
    }

    private static Set<EnvironmentVariable> variables(TemplateResource function) {
        return function.property("Environment").path("Variables").properties().stream()
                .map(each -> EnvironmentVariable.valueOf(each.getKey()))
                .collect(toSet());
    }
}
