package credits.infrastructure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;

/// The CDK app: the stacks of one stage, which the context in `cdk.json` selects and configures.
///
/// The CDK's command line passes its context in the environment, where it overrides the file. Started without it, as by
/// the build and the tests, the app reads the file.
public final class CreditsApp {
    private CreditsApp() {}

    public static void main(String... arguments) {
        var root = Path.of("").toAbsolutePath();
        try {
            var _ = create(root, readContext(root), outputFolder(root)).synth();
        } catch (InvalidSettingsException | MissingJarException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// The app for the jars built in `root`, not yet synthesized. Its assembly will be written to `output`.
    public static App create(Path root, Map<String, ?> context, Path output) {
        var app = App.Builder.create()
                .context(context)
                .outdir(output.toString())
                // Only the command line enables analytics; disabled, both ways write the same template.
                .analyticsReporting(false)
                .build();
        var settings = StageSettings.read(app.getNode());
        var dataStack = new DataStack(app, settings);
        var apiStack = new ApiStack(app, settings, new FunctionJars(root), dataStack);
        var _ = new WebStack(app, settings, SiteHeaders.read(root), apiStack.routes(), dataStack.signIn());
        var _ = new OpsStack(app, settings, dataStack, apiStack);
        return app;
    }

    /// The context in the `cdk.json` of `root`.
    public static Map<String, Object> readContext(Path root) {
        try {
            var json = new ObjectMapper().readTree(root.resolve("cdk.json").toFile());
            return new ObjectMapper().convertValue(json.path("context"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path outputFolder(Path root) {
        return Optional.ofNullable(System.getenv("CDK_OUTDIR"))
                .map(Path::of)
                .orElse(root.resolve("infrastructure", "target", "cdk.out"));
    }
}
