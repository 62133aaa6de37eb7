package credits.template;

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
enum Stage {
    DEV,
    PROD;

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    // Once per stage, because a synthesis with validation takes seconds.
    private static final Map<Stage, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();

    Deployment deployment() {
        return DEPLOYMENTS.computeIfAbsent(this, Stage::synthesize);
    }

    private Deployment synthesize() {
        var context = new HashMap<>(CreditsApp.contextIn(ROOT));
        context.put("stage", name().toLowerCase(Locale.ROOT));
        var output = temporary();
        var app = CreditsApp.of(ROOT, context, output);
        Validations.of(app)
                .addPlugins(
                        AwsSolutionsChecks.Builder.create(app).build(),
                        ServerlessChecks.Builder.create(app).build());
        try {
            var _ = app.synth();
        } catch (RuntimeException refused) {
            // Findings have a test of their own; the other tests read the templates regardless.
            if (!Files.exists(output.resolve("validation-report.json"))) throw refused;
        }
        return new Deployment(output);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "cdk.out");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
