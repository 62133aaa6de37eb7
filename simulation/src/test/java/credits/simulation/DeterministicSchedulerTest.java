package credits.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeterministicSchedulerTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void the_same_seed_reproduces_the_same_run() {
        for (long seed = 0; seed < 100; seed++) {
            var once = threeTasks(seed);
            var again = threeTasks(seed);

            assertThat(again.traceHash()).as("seed %d", seed).isEqualTo(once.traceHash());
            assertThat(again.timeline()).isEqualTo(once.timeline());
        }
    }

    @Test
    void different_seeds_make_different_runs() {
        var hashes = new HashSet<Long>();

        for (long seed = 0; seed < 100; seed++) hashes.add(threeTasks(seed).traceHash());

        assertThat(hashes).hasSizeGreaterThan(95);
    }

    @Test
    void only_one_task_runs_at_a_time_and_each_to_its_end() {
        var scheduler = scheduler(7);
        var inside = new ArrayList<String>();
        var ended = new ArrayList<String>();
        for (var name : List.of("a", "b", "c")) {
            scheduler.addTask(name, () -> {
                for (int i = 0; i < 100; i++) {
                    inside.add(name);
                    assertThat(inside).hasSize(1);
                    inside.clear();
                    scheduler.pause();
                }
                ended.add(name);
            });
        }

        scheduler.run();

        assertThat(scheduler.failures()).isEmpty();
        assertThat(ended).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void every_order_of_two_tasks_occurs() {
        var orders = new HashSet<String>();

        for (long seed = 0; seed < 200; seed++) {
            var scheduler = scheduler(seed);
            var order = new StringBuilder();
            for (var name : List.of("a", "b")) {
                scheduler.addTask(name, () -> {
                    order.append(name);
                    scheduler.pause();
                    order.append(name);
                });
            }
            scheduler.run();
            orders.add(order.toString());
        }

        assertThat(orders).containsExactlyInAnyOrder("aabb", "abab", "abba", "baab", "baba", "bbaa");
    }

    @Test
    void a_task_that_dies_is_recorded_and_the_others_continue() {
        var scheduler = scheduler(1);
        var done = new ArrayList<String>();
        scheduler.addTask("dying", () -> {
            scheduler.pause();
            throw new SimulatedCrash("here");
        });
        scheduler.addTask("living", () -> {
            for (int i = 0; i < 10; i++) scheduler.pause();
            done.add("living");
        });

        scheduler.run();

        assertThat(done).containsExactly("living");
        assertThat(scheduler.failures()).containsOnlyKeys("dying");
        assertThat(scheduler.failures().get("dying")).isInstanceOf(SimulatedCrash.class);
    }

    @Test
    void an_endless_run_fails_as_a_livelock_with_the_name_of_its_task() {
        var scheduler = new DeterministicScheduler(ChoiceSource.seeded(1), START, 1_000);
        scheduler.addTask("endless", () -> {
            while (true) scheduler.pause();
        });

        assertThatThrownBy(scheduler::run).isInstanceOf(LivelockException.class).hasMessageContaining("endless");
    }

    @Test
    void time_advances_only_when_every_task_sleeps_and_wakes_the_earliest_first() {
        var scheduler = scheduler(3);
        var seen = new ArrayList<String>();
        scheduler.addTask("late", () -> sleepThenRecordTime(scheduler, Duration.ofHours(2), seen));
        scheduler.addTask("early", () -> sleepThenRecordTime(scheduler, Duration.ofHours(1), seen));
        scheduler.addTask("busy", () -> {
            for (int i = 0; i < 50; i++) scheduler.pause();
            seen.add(scheduler.now().toString());
        });

        scheduler.run();

        assertThat(seen).containsExactly("2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z");
    }

    @Test
    void a_running_task_may_add_another() {
        var scheduler = scheduler(1);
        var done = new ArrayList<String>();
        scheduler.addTask("parent", () -> scheduler.addTask("child", () -> done.add("child")));

        scheduler.run();

        assertThat(done).containsExactly("child");
    }

    @Test
    void two_tasks_with_the_same_name_are_rejected() {
        var scheduler = scheduler(1);
        scheduler.addTask("a", () -> {});

        assertThatThrownBy(() -> scheduler.addTask("a", () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_thread_that_is_not_the_running_task_cannot_pause() {
        var scheduler = scheduler(1);
        var refusals = new ArrayList<Throwable>();
        scheduler.addTask("a", () -> {
            var stranger = Thread.ofVirtual().unstarted(scheduler::pause);
            stranger.setUncaughtExceptionHandler((_, refusal) -> refusals.add(refusal));
            stranger.start();
            join(stranger);
        });

        scheduler.run();

        assertThat(refusals).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void a_task_gets_the_baton_once_to_start_and_once_after_each_pause(int tasks) {
        var scheduler = scheduler(1);
        for (int i = 0; i < tasks; i++) {
            scheduler.addTask("task " + i, () -> {
                for (int pause = 0; pause < 1_000; pause++) scheduler.pause();
            });
        }

        scheduler.run();

        assertThat(scheduler.steps()).isEqualTo(tasks * 1_001L);
    }

    private static void sleepThenRecordTime(DeterministicScheduler scheduler, Duration duration, List<String> seen) {
        scheduler.sleep(duration);
        seen.add(scheduler.now().toString());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DeterministicScheduler threeTasks(long seed) {
        var scheduler = scheduler(seed);
        for (var name : List.of("a", "b", "c")) {
            scheduler.addTask(name, () -> {
                for (int i = 0; i < 10; i++) {
                    scheduler.record("step " + i);
                    scheduler.pause();
                    if (i == 5) scheduler.sleep(Duration.ofMillis(name.length()));
                }
            });
        }
        scheduler.run();
        return scheduler;
    }

    private static DeterministicScheduler scheduler(long seed) {
        return new DeterministicScheduler(ChoiceSource.seeded(seed), START, 1_000_000);
    }
}
