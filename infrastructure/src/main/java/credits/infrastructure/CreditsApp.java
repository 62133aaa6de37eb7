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
            var _ = of(root, contextIn(root), output(root)).synth();
        } catch (InvalidSettings | MissingJar broken) {
            System.err.println(broken.getMessage());
            System.exit(1);
        }
    }

    /// The app for the jars built in `root`, not yet synthesized. Its assembly will be written to `output`.
    public static App of(Path root, Map<String, ?> context, Path output) {
        var app = App.Builder.create()
                .context(context)
                .outdir(output.toString())
                // Only the command line enables analytics; disabled, both ways write the same template.
                .analyticsReporting(false)
                .build();
        var settings = Settings.in(app.getNode());
        var data = new Data(app, settings);
        var api = new Api(app, settings, new Jars(root), data);
        var _ = new Web(app, settings, SiteHeaders.in(root), api.routes());
        var _ = new Ops(app, settings, data, api);
        return app;
    }

    /// The context in the `cdk.json` of `root`.
    public static Map<String, Object> contextIn(Path root) {
        try {
            var json = new ObjectMapper().readTree(root.resolve("cdk.json").toFile());
            return new ObjectMapper().convertValue(json.path("context"), new TypeReference<>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path output(Path root) {
        return Optional.ofNullable(System.getenv("CDK_OUTDIR"))
                .map(Path::of)
                .orElse(root.resolve("infrastructure", "target", "cdk.out"));
    }
}
