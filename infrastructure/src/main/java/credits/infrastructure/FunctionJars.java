package credits.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.AssetCode;
import software.amazon.awscdk.services.lambda.Code;

/// The functions' jars, as the build leaves them below the project's `root`.
record FunctionJars(Path root) {
    /// The code of the function with the module `name`.
    AssetCode codeOf(String name) {
        var jar = root.resolve("functions", name, "target", name + ".jar");
        if (!Files.isRegularFile(jar)) throw new MissingJarException(jar);
        return Code.fromAsset(jar.toString());
    }
}
