package credits.function.invoice.paper;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A class-path resource of this package.
final class Resource {
    private Resource() {}

    static byte[] bytes(String name) {
        try (var file = Resource.class.getResourceAsStream(name)) {
            if (file == null) throw new IllegalStateException("not in the jar: " + name);
            return file.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
