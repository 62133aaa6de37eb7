package credits.infrastructure;

import java.nio.file.Path;

/// Thrown when the jar of a function has not been built, so that there is nothing to deploy.
public final class MissingJar extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingJar(Path jar) {
        super(jar + " is missing: ./mvnw package builds it.");
    }
}
