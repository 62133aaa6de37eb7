package credits.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// The only source of choices in a run: which task continues, what fails, what comes next. The same choices reproduce
/// the same run.
public interface Chooser {
    /// Returns a number from 0 to `bound` − 1.
    int below(int bound);

    /// Returns true with this probability. A source that enumerates all choices returns both, unless the probability is
    /// 0 or 1.
    boolean chance(double probability);

    /// Returns one of the values.
    default <T> T among(List<T> values) {
        return values.get(below(values.size()));
    }

    /// Random choices that are reproducible from a seed.
    static Chooser seeded(long seed) {
        return new Seeded(new SplittableRandom(seed));
    }

    /// Pseudorandom choices.
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
