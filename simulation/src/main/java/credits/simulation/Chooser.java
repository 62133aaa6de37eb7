package credits.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// The one source of all choices of a run: who goes on, what fails, what comes next. The same choices make the same
/// run.
public interface Chooser {
    /// One of 0 … `bound` − 1.
    int below(int bound);

    /// Does something of this probability happen? Whoever enumerates choices answers both ways, unless it is 0 or
    /// 1.
    boolean chance(double probability);

    /// One of `values`.
    default <T> T among(List<T> values) {
        return values.get(below(values.size()));
    }

    /// Choices drawn from `seed`.
    static Chooser seeded(long seed) {
        return new Seeded(new SplittableRandom(seed));
    }

    /// Choices by chance, repeatable.
    record Seeded(SplittableRandom random) implements Chooser {
        @Override
        public int below(int bound) {
            return random.nextInt(bound);
        }

        @Override
        public boolean chance(double probability) {
            return random.nextDouble() < probability;
        }
    }
}
