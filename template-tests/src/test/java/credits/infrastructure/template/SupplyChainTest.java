package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// What is shipped is listed, scanned and kept up to date.
class SupplyChainTest {
    /// Red when the scan reads no bill of materials, or one that `scripts/sbom` does not write.
    @Test
    void each_change_and_each_week_the_bill_of_materials_and_the_history_are_scanned() throws IOException {
        var workflow = yaml(".github/workflows/supply-chain.yml");
        var dependencies = workflow.at("/jobs/dependencies/steps");
        var scan = dependencies.get(dependencies.size() - 1);
        var script = Files.readString(DeploymentStage.PROJECT_ROOT.resolve("scripts/sbom"));

        assertThat(dependencies.findValuesAsText("run")).containsExactly("scripts/sbom");
        assertThat(scan.path("uses").asText()).startsWith("google/osv-scanner-action/");
        for (var file : new String[] {"target/sbom/java.cdx.json", "target/sbom/web.cdx.json"}) {
            assertThat(scan.at("/with/scan-args").asText()).contains("--sbom=" + file);
            assertThat(script).contains(file);
        }
        assertThat(workflow.at("/jobs/secrets/steps").findValuesAsText("uses").getLast())
                .startsWith("gitleaks/gitleaks-action@");
        assertThat(workflow.at("/jobs/secrets/steps/0/with/fetch-depth").asInt(-1))
                .isZero();
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(workflow.toString()).contains("\"cron\"");
    }

    /// Red when a lock file, the POM or the workflows are no longer kept up to date.
    @Test
    void each_ecosystem_has_an_update_policy() throws IOException {
        var updates = yaml(".github/dependabot.yml").path("updates");

        assertThat(updates.findValuesAsText("package-ecosystem")).containsExactly("maven", "npm", "github-actions");
        assertThat(updates.findValuesAsText("interval")).containsExactly("weekly", "weekly", "weekly");
        for (var directory : updates.get(1).path("directories")) {
            var lock = DeploymentStage.PROJECT_ROOT.resolve(directory.asText().substring(1), "package-lock.json");
            assertThat(lock).exists();
        }
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper()
                .readTree(DeploymentStage.PROJECT_ROOT.resolve(file).toFile());
    }
}
