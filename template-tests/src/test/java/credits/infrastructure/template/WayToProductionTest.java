package credits.infrastructure.template;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `.github/workflows`, and what `docs/deploy.md` says about keys and secrets.
class WayToProductionTest {
    /// Red when another check runs there than here.
    @Test
    void a_change_is_verified_by_the_line_that_a_developer_runs() throws IOException {
        assertThat(workflow("verify").at("/jobs/verify/steps").findValuesAsText("run"))
                .containsExactly("./verify");
        // YAML 1.1 reads `on` as a truth.
        assertThat(workflow("verify").has("on") || workflow("verify").has("true"))
                .isTrue();
    }

    /// Red when a stage does not wait for the one before, or is not tried after its deployment.
    @Test
    void a_change_reaches_production_through_verification_dev_and_a_smoke_test() throws IOException {
        var jobs = workflow("deploy").path("jobs");
        var steps = workflow("deploy-stage").at("/jobs/deploy/steps").findValuesAsText("run");

        assertThat(jobs.at("/dev/needs").asText()).isEqualTo("verify");
        assertThat(jobs.at("/prod/needs").asText()).isEqualTo("dev");
        assertThat(jobs.at("/dev/with/stage").asText()).isEqualTo("dev");
        assertThat(jobs.at("/prod/with/stage").asText()).isEqualTo("prod");
        assertThat(steps).containsExactly("./deploy \"$STAGE\"", "./deploy --smoke \"$STAGE\"");
    }

    /// The environment asks for the approval, and its name is in the token that AWS's role demands. Red with a
    /// key of AWS's, or with another environment.
    @Test
    void a_stage_is_an_environment_and_signs_in_without_a_key() throws IOException {
        var stage = workflow("deploy-stage");

        assertThat(stage.at("/jobs/deploy/environment").asText()).isEqualTo("${{ inputs.stage }}");
        assertThat(stage.at("/permissions/id-token").asText()).isEqualTo("write");
        assertThat(stage.at("/concurrency/cancel-in-progress").asText()).isEqualTo("false");
        assertThat(stage.toString()).contains("role-to-assume").doesNotContain("aws-access-key-id");
        assertThat(workflow("verify").at("/permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
    }

    /// Red when the functions make another call to Stripe: the restricted key would not allow it.
    @Test
    void the_restricted_key_may_do_what_the_functions_call() throws IOException {
        var api = sources(DeploymentStage.PROJECT_ROOT.resolve("shared/stripe/src/main/java/credits/stripe"));
        var calls = Pattern.compile("\\.v1\\(\\)\\.((?:[a-zA-Z]+\\(\\)\\.)+)([a-z]+)\\(")
                .matcher(api)
                .results()
                .map(call -> call.group(1).replace("().", " ") + (call.group(2).equals("create") ? "write" : "read"))
                .collect(toCollection(TreeSet::new));

        assertThat(calls)
                .containsExactly(
                        "checkout sessions read",
                        "checkout sessions write",
                        "customers taxIds read",
                        "customers taxIds write",
                        "customers write",
                        "disputes read",
                        "refunds read",
                        "refunds write",
                        "taxRates read",
                        "taxRates write");
        // The payment intent and its charge are read with their session.
        assertThat(api).contains(".addExpand(\"payment_intent.latest_charge\")");
        assertThat(Files.readString(DeploymentStage.PROJECT_ROOT.resolve("docs/deploy.md")))
                .contains(
                        "| Checkout Sessions | write |",
                        "| Customers | write |",
                        "| Tax Rates | write |",
                        "| Payment Intents | read |",
                        "| Charges and Refunds | write |",
                        "| Disputes | read |");
    }

    /// Every process of the machine can read a command line. Red with `-u "$KEY:"` or a token in `-H`.
    @ParameterizedTest
    @ValueSource(strings = {"docs/deploy.md", "docs/sign-in.md", "deploy", "scripts/smoke.js"})
    void no_secret_stands_on_a_command_line(String file) throws IOException {
        assertThat(Files.readString(DeploymentStage.PROJECT_ROOT.resolve(file)))
                .doesNotContainPattern("-u [\"']?\\$")
                .doesNotContainPattern("-H [\"']Authorization")
                .doesNotContainPattern("--secret-string '\\{")
                .doesNotContainPattern("--client-secret ");
    }

    private static String sources(Path folder) throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static JsonNode workflow(String name) throws IOException {
        return new YAMLMapper()
                .readTree(DeploymentStage.PROJECT_ROOT
                        .resolve(".github/workflows/" + name + ".yml")
                        .toFile());
    }
}
