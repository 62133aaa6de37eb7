package credits.function.invoice.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A class-path resource of this package.
final class ClasspathResource {
    private ClasspathResource() {}

    static byte[] readBytes(String name) {
        try (var file = ClasspathResource.class.getResourceAsStream(name)) {
            if (file == null) throw new IllegalStateException("not in the jar: " + name);
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
