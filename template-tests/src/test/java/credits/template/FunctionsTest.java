package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionsTest {
    private static final String PRIMED = "credits.priming.Primed";
    private static final String STREAM_HANDLER = "com.amazonaws.services.lambda.runtime.RequestStreamHandler";

    /// Red when a handler is renamed in the code or misspelt in the template, or its jar is another function's.
    @ParameterizedTest
    @EnumSource
    void every_handler_is_a_class_in_the_jar_that_deploys(Stage stage)
            throws IOException, ReflectiveOperationException {
        for (var function : stage.deployment().functions()) {
            var jar = stage.deployment().jar(function);
            // Without this test's own class path: the jar must be sufficient.
            try (var classes =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
                var handler = classes.loadClass(function.property("Handler").textValue());

                assertThat(classes.loadClass(STREAM_HANDLER)).isAssignableFrom(handler);
                assertThat(Arrays.stream(handler.getInterfaces())
                                .anyMatch(each -> each.getName().equals(PRIMED)))
                        .as(function.name() + " is primed before its snapshot, if it starts from one")
                        .isEqualTo(function.property("SnapStart").has("ApplyOn"));
                assertThat(handler.getConstructor()).isNotNull();
            }
        }
    }

    /// The class path keeps Stripe's library out of other functions. Red when another function's module
    /// depends on `stripe`.
    @ParameterizedTest
    @EnumSource
    void only_checkout_webhook_and_reconcile_carry_stripe(Stage stage) throws IOException {
        for (var function : stage.deployment().functions()) {
            var jar = stage.deployment().jar(function);
            try (var file = new ZipFile(jar.toFile())) {
                assertThat(file.getEntry("com/stripe/StripeClient.class") != null)
                        .as(function.name())
                        .isEqualTo(Set.of("CheckoutFunction", "WebhookFunction", "ReconcileFunction")
                                .contains(function.name()));
            }
        }
    }

    /// Red with a `Runtime` other than the one we compile for, or another architecture.
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
}
