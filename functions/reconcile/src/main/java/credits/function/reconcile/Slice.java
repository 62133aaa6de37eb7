package credits.function.reconcile;

/// A part of a task's round. Slices do not depend on each other, so several are worked on at a time.
interface Slice {
    /// The name, which is the same in every round.
    String name();

    /// Does the next piece of work, which takes seconds, and returns the progress after it. Safe to repeat: a run
    /// may be cut off before the progress is stored.
    SliceProgress advance(SliceProgress progress);
}
