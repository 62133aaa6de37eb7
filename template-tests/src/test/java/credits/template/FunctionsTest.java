package credits.template;

import static credits.wire.Variable.BILLING_CONTACT;
import static credits.wire.Variable.DEFAULT_LANGUAGE;
import static credits.wire.Variable.DEFAULT_TIME_ZONE;
import static credits.wire.Variable.INVALID_USAGE_QUEUE_URL;
import static credits.wire.Variable.LARGEST_ADJUSTMENT;
import static credits.wire.Variable.LIMITS_URL;
import static credits.wire.Variable.MAIL_FROM;
import static credits.wire.Variable.MEMBER_CLAIM;
import static credits.wire.Variable.ORGANISATION_CLAIM;
import static credits.wire.Variable.ORGANISATION_NAME_CLAIM;
import static credits.wire.Variable.PERMISSIONS_CLAIM;
import static credits.wire.Variable.QUOTA_URL;
import static credits.wire.Variable.RETURN_URL;
import static credits.wire.Variable.ROLES;
import static credits.wire.Variable.ROLES_CLAIM;
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
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionsTest {
    private static final String STREAM_HANDLER = "com.amazonaws.services.lambda.runtime.RequestStreamHandler";

    private static final Set<Variable> OF_STRIPE =
            Set.of(TABLE_NAME, DEFAULT_TIME_ZONE, STRIPE_LIVE, STRIPE_SECRET_ARN);

    private static final Map<String, Set<Variable>> VARIABLES = Map.of(
            "AnnounceFunction",
            Set.of(),
            "NotifyFunction",
            Set.of(TABLE_NAME, MAIL_FROM, DEFAULT_LANGUAGE, QUOTA_URL, LIMITS_URL, TOP_UP_URL, RETURN_URL),
            "WebhookFunction",
            OF_STRIPE,
            "ReconcileFunction",
            OF_STRIPE,
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

    /// Red when a handler is renamed in the code or misspelt in the template, or its jar is another function's.
    @ParameterizedTest
    @EnumSource
    void every_handler_is_a_class_in_the_jar_that_deploys(Stage stage)
            throws IOException, ReflectiveOperationException {
        for (var function : stage.deployment().functions()) {
            var jar = stage.deployment()
                    .assembly()
                    .resolve("asset." + function.property("Code").path("S3Key").textValue());
            // Nothing of this test's own class path: the jar must be enough.
            try (var classes =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
                var handler = classes.loadClass(function.property("Handler").textValue());

                assertThat(Arrays.stream(handler.getInterfaces()).map(Class::getName))
                        .contains(STREAM_HANDLER);
                assertThat(handler.getConstructor()).isNotNull();
            }
        }
    }

    /// The wall round Stripe is the class path. Red when another function's module depends on `stripe`.
    @ParameterizedTest
    @EnumSource
    void only_checkout_webhook_and_reconcile_carry_stripe(Stage stage) throws IOException {
        for (var function : stage.deployment().functions()) {
            var jar = stage.deployment()
                    .assembly()
                    .resolve("asset." + function.property("Code").path("S3Key").textValue());
            try (var file = new ZipFile(jar.toFile())) {
                assertThat(file.getEntry("com/stripe/StripeClient.class") != null)
                        .as(function.name())
                        .isEqualTo(Set.of("CheckoutFunction", "WebhookFunction", "ReconcileFunction")
                                .contains(function.name()));
            }
        }
    }

    /// Red when a variable is left out, added, or not one of `Variable`'s names.
    @ParameterizedTest
    @EnumSource
    void every_function_is_told_what_it_reads_and_no_more(Stage stage) {
        var told = stage.deployment().functions().stream().collect(toMap(Resource::name, FunctionsTest::variables));

        assertThat(told).isEqualTo(VARIABLES);
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
        assertThat(usage.path("QUOTA_URL").textValue()).isEqualTo("https://app.dev.example.com/usage");
        assertThat(usage.path("LIMITS_URL").textValue()).isEqualTo("https://app.dev.example.com/usage/limits");
        assertThat(usage.path("TOP_UP_URL").textValue()).isEqualTo("https://app.dev.example.com/usage/top-up");
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

    /// Red with another `Runtime` than the one we compile for, or another architecture.
    @ParameterizedTest
    @EnumSource
    void every_function_runs_on_java_25_and_arm64(Stage stage) {
        for (var function : stage.deployment().functions()) {
            assertThat(function.property("Runtime").textValue())
                    .as(function.id())
                    .isEqualTo("java25");
            assertThat(Deployment.texts(function.property("Architectures"))).containsExactly("arm64");
        }
    }

    /// Red without `.loggingFormat(…)`, `.logGroup(…)` or `.tracing(…)`.
    @ParameterizedTest
    @EnumSource
    void every_function_writes_json_to_a_log_of_its_own_and_is_traced(Stage stage) {
        var deployment = stage.deployment();
        for (var function : deployment.functions()) {
            var logging = function.property("LoggingConfig");

            assertThat(logging.path("LogFormat").textValue()).as(function.id()).isEqualTo("JSON");
            assertThat(function.property("TracingConfig").path("Mode").textValue())
                    .isEqualTo("Active");
        }
        assertThat(deployment.functions().stream()
                        .map(each ->
                                deployment.target(each.property("LoggingConfig").path("LogGroup"))))
                .doesNotHaveDuplicates();
    }

    /// Red without `.retention(…)`: the CDK's own default is two years.
    @ParameterizedTest
    @CsvSource({"DEV, 14", "PROD, 90"})
    void no_log_is_kept_longer_than_cdk_json_says(Stage stage, int days) {
        for (var group : stage.deployment().all("AWS::Logs::LogGroup"))
            assertThat(group.property("RetentionInDays").intValue())
                    .as(group.id())
                    .isEqualTo(days);
    }

    private static Set<Variable> variables(Resource function) {
        return function.property("Environment").path("Variables").properties().stream()
                .map(each -> Variable.valueOf(each.getKey()))
                .collect(toSet());
    }
}
