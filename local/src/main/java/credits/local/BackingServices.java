package credits.local;

import credits.local.queue.Queues;
import credits.local.template.Places;
import credits.local.template.Queue;
import credits.local.template.Table;
import credits.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What keeps things: the database and the queues, with all that the template puts into them, and the buckets' objects.
/// `isNew` when there were no tables before.
record Stores(Database database, Queues queues, ObjectStore objects, boolean isNew) implements AutoCloseable {
    /// Starts both at the same time: either takes a second or two.
    static Stores start(Places places, Template template, Optional<Path> folder, Console console) {
        var starting = CompletableFuture.supplyAsync(() -> Queues.start(places));
        var database = Database.start(places, folder.map(Stores::created));
        var isNew = database.create(template.tables());
        console.step("table", names(template.tables(), Table::name));
        var queues = starting.join();
        queues.create(template.queues());
        console.step("queues", names(template.queues(), Queue::name));
        return new Stores(database, queues, ObjectStore.in(folder), isNew);
    }

    @Override
    public void close() {
        objects.close();
        queues.close();
        database.close();
    }

    private static <T> String names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).collect(Collectors.joining(", "));
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep data in " + folder, e);
        }
    }
}
