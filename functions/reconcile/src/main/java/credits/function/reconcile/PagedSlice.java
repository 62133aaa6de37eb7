package credits.function.reconcile;

import credits.function.reconcile.ShardSlice.WorkResult;
import java.util.Optional;
import java.util.function.Function;

/// A list that is read a page at a time.
///
/// @param pages reads the page after a position; the result names the next position, and nothing after the last page
record PagedSlice(String name, Function<Optional<String>, WorkResult> pages) implements Slice {
    @Override
    public SliceProgress advance(SliceProgress progress) {
        var page = pages.apply(progress.position());
        var reached = progress.plus(page.found());
        return page.next().map(reached::at).orElseGet(reached::completed);
    }
}
