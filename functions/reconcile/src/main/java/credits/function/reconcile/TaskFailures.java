package credits.function.reconcile;

import credits.json.Json;
import credits.logging.LoggableFault;
import java.util.function.Consumer;

/// Counts and logs what a task could not process. Whatever is wrong with an account or a record stops only that one.
final class TaskFailures {
    private final Consumer<String> log;
    private int count;

    TaskFailures(Consumer<String> log) {
        this.log = log;
    }

    /// Runs one part of a task, which may fail.
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException fault) {
            add(fault);
        }
    }

    void add(RuntimeException fault) {
        count++;
        log.accept(
                Json.object().put("fault", LoggableFault.toJson(fault)).build().toText());
    }

    int count() {
        return count;
    }
}
