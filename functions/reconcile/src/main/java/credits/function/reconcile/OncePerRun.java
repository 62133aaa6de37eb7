package credits.function.reconcile;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that the first worker which needs it makes for all workers of a run.
final class OncePerRun<T> implements Supplier<T> {
    private final Supplier<T> source;
    private Optional<T> value = Optional.empty();

    private OncePerRun(Supplier<T> source) {
        this.source = source;
    }

    static <T> OncePerRun<T> of(Supplier<T> source) {
        return new OncePerRun<>(source);
    }

    @Override
    public synchronized T get() {
        if (value.isEmpty()) value = Optional.of(source.get());
        return value.get();
    }
}
