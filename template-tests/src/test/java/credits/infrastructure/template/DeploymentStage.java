package credits.infrastructure.template;

import credits.infrastructure.CreditsApp;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.ServerlessChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awscdk.Validations;

/// The stages of `cdk.json`, synthesized with the CDK's own validation from the jars of this build.
enum DeploymentStage {
    DEV,
    PROD;

    static final Path PROJECT_ROOT = Path.of("..").toAbsolutePath().normalize();

    // Once per stage, because a synthesis with validation takes seconds.
    private static final Map<DeploymentStage, SynthesizedTemplates> SYNTHESIZED = new ConcurrentHashMap<>();

    SynthesizedTemplates templates() {
        return SYNTHESIZED.computeIfAbsent(this, DeploymentStage::synthesizeStage);
    }

    private SynthesizedTemplates synthesizeStage() {
        var context = new HashMap<>(CreditsApp.readContext(PROJECT_ROOT));
        context.put("stage", name().toLowerCase(Locale.ROOT));
        return synthesize(context);
    }

    /// The templates for another context than that of `cdk.json`.
    static SynthesizedTemplates synthesize(Map<String, Object> context) {
        var output = temporaryFolder();
        var app = CreditsApp.create(PROJECT_ROOT, context, output);
        Validations.of(app)
                .addPlugins(
                        AwsSolutionsChecks.Builder.create(app).build(),
                        ServerlessChecks.Builder.create(app).build());
        try {
            var _ = app.synth();
        } catch (RuntimeException e) {
            // Findings have a test of their own; the other tests read the templates regardless.
            if (!Files.exists(output.resolve("validation-report.json"))) throw e;
        }
        return new SynthesizedTemplates(output);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "cdk.out");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
