package credits.infrastructure.template;

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

class FunctionConfigurationTest {
    private static final String PRIMED_HANDLER = "credits.priming.PrimedHandler";
    private static final String STREAM_HANDLER = "com.amazonaws.services.lambda.runtime.RequestStreamHandler";

    /// Red when a handler is renamed in the code or misspelt in the template, or its jar is another function's.
    @ParameterizedTest
    @EnumSource
    void every_handler_is_a_class_in_its_own_jar(DeploymentStage stage)
            throws IOException, ReflectiveOperationException {
        for (var function : stage.templates().functions()) {
            var jar = stage.templates().jarOf(function);
            // Without this test's own class path: the jar must be sufficient.
            try (var classes =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
                var handler = classes.loadClass(function.property("Handler").textValue());

                assertThat(classes.loadClass(STREAM_HANDLER)).isAssignableFrom(handler);
                assertThat(Arrays.stream(handler.getInterfaces())
                                .anyMatch(each -> each.getName().equals(PRIMED_HANDLER)))
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
    void only_checkout_webhook_and_reconcile_contain_the_stripe_library(DeploymentStage stage) throws IOException {
        for (var function : stage.templates().functions()) {
            var jar = stage.templates().jarOf(function);
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
    void every_function_runs_on_java_25_and_arm64(DeploymentStage stage) {
        for (var function : stage.templates().functions()) {
            assertThat(function.property("Runtime").textValue())
                    .as(function.id())
                    .isEqualTo("java25");
            assertThat(SynthesizedTemplates.toTexts(function.property("Architectures")))
                    .containsExactly("arm64");
        }
    }

    /// Red without `.loggingFormat(…)`, `.logGroup(…)` or `.tracing(…)`.
    @ParameterizedTest
    @EnumSource
    void every_function_logs_json_to_its_own_group_and_is_traced(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functions()) {
            var logging = function.property("LoggingConfig");

            assertThat(logging.path("LogFormat").textValue()).as(function.id()).isEqualTo("JSON");
            assertThat(function.property("TracingConfig").path("Mode").textValue())
                    .isEqualTo("Active");
        }
        assertThat(templates.functions().stream()
                        .map(each ->
                                templates.resolve(each.property("LoggingConfig").path("LogGroup"))))
                .doesNotHaveDuplicates();
    }

    /// Red without `.retention(…)`: the CDK's own default is two years.
    @ParameterizedTest
    @CsvSource({"DEV, 14", "PROD, 90"})
    void logs_are_retained_as_cdk_json_says(DeploymentStage stage, int days) {
        for (var group : stage.templates().all("AWS::Logs::LogGroup"))
            assertThat(group.property("RetentionInDays").intValue())
                    .as(group.id())
                    .isEqualTo(days);
    }
}
