package credits.template;

import credits.infrastructure.CreditsApp;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
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

    // Once per stage: a synthesis with validation takes seconds.
    private static final Map<Stage, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();

    Deployment deployment() {
        return DEPLOYMENTS.computeIfAbsent(this, Stage::synthesize);
    }

    private Deployment synthesize() {
        var stage = name().toLowerCase(Locale.ROOT);
        var context = new HashMap<>(CreditsApp.contextIn(ROOT));
        context.put("stage", stage);
        var output = Path.of("target", "cdk.out", stage).toAbsolutePath();
        var app = CreditsApp.of(ROOT, context, output);
        Validations.of(app).addPlugins(AwsSolutionsChecks.Builder.create(app).build());
        return new Deployment(Path.of(app.synth().getDirectory()));
    }
}
