package credits.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// The only source of choices in a run: which task continues, what fails, what comes next. The same choices reproduce
/// the same run.
public interface ChoiceSource {
    /// Returns a number from 0 to `bound` − 1.
    int nextInt(int bound);

    /// Returns true with this probability. A source that enumerates all choices returns both, unless the probability is
    /// 0 or 1.
    boolean nextBoolean(double probability);

    /// Returns one of the values.
    default <T> T pick(List<T> values) {
        return values.get(nextInt(values.size()));
    }

    /// Random choices that are reproducible from a seed.
    static ChoiceSource seeded(long seed) {
        return new SeededChoices(new SplittableRandom(seed));
    }

    /// Pseudorandom choices.
    record SeededChoices(SplittableRandom random) implements ChoiceSource {
        @Override
        public int nextInt(int bound) {
            return random.nextInt(bound);
        }

        @Override
        public boolean nextBoolean(double probability) {
            return random.nextDouble() < probability;
        }
    }
}
