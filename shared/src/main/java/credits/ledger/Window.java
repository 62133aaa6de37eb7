package credits.ledger;

import credits.account.Command.Known;
import credits.account.Placed;
import credits.identity.UniqueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ids of the newest segments, without gaps, and what is certain about all older ones.
///
/// An id found here is in the ledger. An id not found here that is greater than `low` is new, since no id before the
/// window is greater. Any other id must be looked up in the segments before `from`. All of this holds for one state of
/// the chain, and the put of the next segment pins that state. No clock and no size matters for correctness; they only
/// move the cost.
///
/// @param from the window's first segment
/// @param low at least as great as any id before the window
/// @param top the greatest id in the chain
/// @param segments the ids of the segments from `from` on, one element each
record Window(long from, UniqueId low, UniqueId top, List<List<Placed>> segments) {
    /// The window of an empty chain.
    static final Window EMPTY = new Window(0, UniqueId.LEAST, UniqueId.LEAST, List.of());

    Window {
        segments = List.copyOf(segments);
    }

    /// The part of the window that its last segment stores.
    record Marks(long from, UniqueId low, UniqueId top) {}

    Marks marks() {
        return new Marks(from, low, top);
    }

    Optional<Known> find(UniqueId id) {
        if (id.exceeds(top)) return Optional.empty();
        for (int i = 0; i < segments.size(); i++) {
            for (var placed : segments.get(i)) {
                if (placed.id().equals(id)) return Optional.of(new Known(from + i, placed.contents()));
            }
        }
        return Optional.empty();
    }

    /// Whether an id that is not found here may be in a segment before the window.
    boolean mayBeBefore(UniqueId id) {
        return from > 0 && !id.exceeds(low);
    }

    /// Returns the window after a segment with these ids. It always keeps that segment's own ids.
    Window plus(List<Placed> ids, Sizes sizes) {
        var newTop = greatest(ids, top);
        if (segments.size() >= sizes.windowSegments())
            return new Window(from + segments.size(), low.max(top), newTop, List.of(ids));
        var all = new ArrayList<>(segments);
        all.add(ids);
        int count = all.stream().mapToInt(List::size).sum();
        var newLow = low;
        int dropped = 0;
        while (count > sizes.windowIds() && dropped < all.size() - 1) {
            count -= all.get(dropped).size();
            newLow = greatest(all.get(dropped), newLow);
            dropped++;
        }
        return new Window(from + dropped, newLow, newTop, all.subList(dropped, all.size()));
    }

    /// Returns the window after another writer's segment, which follows this one: the stored watermarks of the
    /// segment apply.
    Window adopting(List<Placed> ids, Marks marks) {
        int dropped = Math.toIntExact(marks.from() - from);
        if (dropped < 0 || dropped > segments.size()) {
            throw new IllegalStateException("a window from " + from + " cannot become one from " + marks.from());
        }
        var all = new ArrayList<>(segments.subList(dropped, segments.size()));
        all.add(ids);
        return new Window(marks.from(), marks.low(), marks.top(), all);
    }

    private static UniqueId greatest(List<Placed> ids, UniqueId atLeast) {
        var greatest = atLeast;
        for (var placed : ids) greatest = greatest.max(placed.id());
        return greatest;
    }
}
