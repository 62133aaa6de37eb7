package credits.infrastructure;

import java.nio.file.Path;

/// A function's jar is not where the build leaves it, so there is nothing to deploy.
public final class MissingJar extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingJar(Path jar) {
        super(jar + " is missing: ./mvnw package builds it.");
    }
}
