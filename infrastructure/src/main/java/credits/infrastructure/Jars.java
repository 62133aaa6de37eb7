package credits.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.AssetCode;
import software.amazon.awscdk.services.lambda.Code;

/// The functions' jars, as the build leaves them below the project's `root`.
record Jars(Path root) {
    /// The code of the function with the module `name`.
    AssetCode of(String name) {
        var jar = root.resolve("functions", name, "target", name + ".jar");
        if (!Files.isRegularFile(jar)) throw new MissingJar(jar);
        return Code.fromAsset(jar.toString());
    }
}
