package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.function.reconcile.TaskRunner.RoundResult;
import credits.ledger.DynamoDbFixture;
import credits.simulation.store.InMemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Rounds of slices that count to a number, one step at a time.
class TaskRunnerTest {
    private static final Instant NIGHT = Instant.parse("2026-11-30T02:30:00Z");

    private final TaskRunner tasks =
            new TaskRunner(new TaskProgress(new InMemoryStore(DynamoDbFixture.TABLE_NAME), DynamoDbFixture.TABLE_NAME));
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_round_is_complete_once_all_its_slices_are() {
        var result = run(() -> true, counter("one", 3), counter("two", 5));

        assertThat(result.isComplete()).isTrue();
        assertThat(result.total().count("steps")).isEqualTo(8);
        assertThat(result.total().lines().lines()).contains("one 1", "two 5").hasSize(8);
        assertThat(tasks.isUnfinished("count")).isFalse();
    }

    @Test
    void a_run_goes_on_where_the_previous_one_ran_out_of_time() {
        var first = run(allow(5), counter("one", 4), counter("two", 4));
        assertThat(first.isComplete()).isFalse();
        assertThat(first.total().count("steps")).isEqualTo(5);
        assertThat(tasks.isUnfinished("count")).isTrue();

        var second = run(() -> true, counter("one", 4), counter("two", 4));

        assertThat(second.isComplete()).isTrue();
        assertThat(second.total().count("steps")).isEqualTo(8);
        assertThat(steps).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void a_phase_that_is_complete_is_not_begun_again() {
        List<List<Slice>> phases = List.of(List.of(counter("one", 3)), List.of(counter("two", 4)));

        var _ = tasks.run("count", NIGHT, _ -> phases, allow(5), log::add);
        var second = tasks.run("count", NIGHT, _ -> phases, () -> true, log::add);

        assertThat(second.isComplete()).isTrue();
        assertThat(second.total().count("steps")).isEqualTo(7);
        assertThat(steps).hasSize(7).doesNotHaveDuplicates();
    }

    /// A function at its time limit is stopped anywhere, with nothing stored at the end.
    @Test
    void a_run_that_was_cut_off_repeats_ten_steps_at_most() {
        assertThatThrownBy(() -> run(() -> true, cutOffAt(37, "one", 100)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CutOffError.class);

        var result = run(() -> true, counter("one", 100));

        assertThat(result.total().count("steps")).isEqualTo(100);
        assertThat(steps.stream().distinct()).hasSize(100);
        assertThat(steps).hasSizeBetween(101, 110);
    }

    @Test
    void a_fault_stops_only_its_slice_and_the_next_run_tries_again() {
        var broken = new AtomicInteger(1);
        var first = run(() -> true, failing(broken), counter("two", 5));
        assertThat(first.isComplete()).isFalse();
        assertThat(first.total().count("steps")).isEqualTo(5);
        assertThat(log).singleElement().asString().contains("IllegalStateException: broken");

        var second = run(() -> true, failing(broken), counter("two", 5));

        assertThat(second.isComplete()).isTrue();
        assertThat(steps).hasSize(5);
    }

    @Test
    void the_second_phase_begins_once_the_first_is_complete() {
        var phases = List.of(List.of(counter("one", 3)), List.of(counter("two", 3)));

        var first = tasks.run("count", NIGHT, _ -> phases, allow(2), log::add);
        assertThat(first.isComplete()).isFalse();
        assertThat(steps).containsExactly("one 1", "one 2");
        var second = tasks.run("count", NIGHT, _ -> phases, () -> true, log::add);

        assertThat(second.isComplete()).isTrue();
        assertThat(second.total().count("steps")).isEqualTo(6);
        assertThat(steps).containsExactly("one 1", "one 2", "one 3", "two 1", "two 2", "two 3");
    }

    /// Both rounds begin at the same instant. Red when a round's slices are told from older ones by their time.
    @Test
    void a_new_round_begins_from_the_start() {
        var _ = run(allow(25), counter("one", 30));
        var _ = run(() -> true, counter("one", 30));

        var again = run(() -> true, counter("one", 30));

        assertThat(again.total().count("steps")).isEqualTo(30);
        assertThat(steps).hasSize(60);
    }

    @Test
    void an_unfinished_round_keeps_the_time_at_which_it_began() {
        var _ = tasks.run("count", NIGHT, _ -> List.of(List.of(counter("one", 3))), allow(1), log::add);

        var later = tasks.run(
                "count", NIGHT.plusSeconds(900), _ -> List.of(List.of(counter("one", 3))), () -> true, log::add);

        assertThat(later.startedAt()).isEqualTo(NIGHT);
    }

    @Test
    void counts_and_lines_survive_the_store() {
        var progress = new TaskProgress(new InMemoryStore(DynamoDbFixture.TABLE_NAME), DynamoDbFixture.TABLE_NAME);
        var round = new TaskProgress.Round("count", 7, NIGHT, false);
        var there =
                SliceProgress.START.plus("steps", 3).withLine("a").withLine("b").at("x y");

        progress.save(round, "one", there);
        progress.save(new TaskProgress.Round("count", 6, NIGHT, true), "two", there.completed());

        var unreadable = new ArrayList<RuntimeException>();
        assertThat(progress.slices(round, unreadable::add))
                .containsOnlyKeys("one")
                .containsEntry("one", there);
        assertThat(unreadable).isEmpty();
        assertThat(there.withLine("y".repeat(30_000)).lines()).hasSize(20_000);
    }

    private RoundResult run(BooleanSupplier hasTime, Slice... slices) {
        return tasks.run("count", NIGHT, _ -> List.of(List.of(slices)), hasTime, log::add);
    }

    private record NamedSlice(String name, UnaryOperator<SliceProgress> step) implements Slice {
        @Override
        public SliceProgress advance(SliceProgress progress) {
            return step.apply(progress);
        }
    }

    private Slice counter(String name, int last) {
        return new NamedSlice(name, progress -> count(name, last, progress));
    }

    private SliceProgress count(String name, int last, SliceProgress progress) {
        int next = progress.position().map(Integer::parseInt).orElse(0) + 1;
        steps.add(name + " " + next);
        var reached = progress.plus("steps", 1).withLine(name + " " + next).at(Integer.toString(next));
        return next == last ? reached.completed() : reached;
    }

    private Slice cutOffAt(int step, String name, int last) {
        return new NamedSlice(name, progress -> {
            if (steps.size() == step) throw new CutOffError();
            return count(name, last, progress);
        });
    }

    private static Slice failing(AtomicInteger times) {
        return new NamedSlice("broken", progress -> {
            if (times.getAndDecrement() > 0) throw new IllegalStateException("broken");
            return progress.completed();
        });
    }

    private static BooleanSupplier allow(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    /// The end of an execution environment.
    private static final class CutOffError extends Error {
        private static final long serialVersionUID = 1;
    }
}
