package credits.local;

import credits.local.demo.Past;
import credits.local.demo.Step;
import credits.local.demo.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The demo organisations with their past: each story is told by the same functions that customers use, its calls
/// and messages at the times they tell of.
final class Demo implements AutoCloseable {
    // How often a long story says how far it is.
    private static final int LINES_BETWEEN_NEWS = 50_000;

    private final Local local;
    private final List<Story> stories;
    private final Instant now;
    private final List<Future<?>> told = new ArrayList<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// @param stories the last one takes long
    Demo(Local local, List<Story> stories, Instant now) {
        this.local = local;
        this.stories = List.copyOf(stories);
        this.now = now;
    }

    List<Story> stories() {
        return stories;
    }

    /// What `story` tells.
    Past past(Story story) {
        var zone = local.preparation(() -> now).defaultZone();
        return new Past(story, Preparation.priceList(), now, zone);
    }

    /// Tells all stories, as many at a time as there are processors, and says on the console how it goes. Returns
    /// when all but the long one are told, so that nobody waits for that one.
    void tell(Console console) {
        console.step("organisations", "%d with a past, which takes some seconds:".formatted(stories.size()));
        for (var story : stories) told.add(threads.submit(() -> tell(story, console)));
        told.subList(0, told.size() - 1).forEach(Demo::await);
        var last = stories.getLast();
        if (!told.getLast().isDone())
            console.step(last.id(), last.about() + ": goes on in the background, and says here when it is complete");
    }

    /// Waits until the long story is told too.
    void awaitAll() {
        told.forEach(Demo::await);
    }

    /// Tells no more.
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void tell(Story story, Console console) {
        try {
            var began = System.nanoTime();
            var lines = new Telling(story, console).all();
            var seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            console.step(story.id(), "%s: %,d entries (%.1f s)".formatted(story.about(), lines, seconds));
        } catch (RuntimeException fault) {
            // Stopped in the middle: whoever stops it knows.
            if (!threads.isShutdown()) console.fault(fault);
            throw fault;
        }
    }

    /// One story being told, with a clock of its own.
    private final class Telling {
        private final Story story;
        private final Console console;
        private final Doing doing;
        private Instant at = Instant.EPOCH;
        private int lines;

        Telling(Story story, Console console) {
            this.story = story;
            this.console = console;
            this.doing = local.doing(() -> at);
        }

        int all() {
            past(story).steps().forEach(this::step);
            return lines;
        }

        private void step(Step step) {
            if (threads.isShutdown()) throw new IllegalStateException("stopped");
            at = at(step);
            doing.step(story, step);
            var news = lines / LINES_BETWEEN_NEWS;
            lines += lines(step);
            if (lines / LINES_BETWEEN_NEWS > news)
                console.step("", "%s: %,d entries so far".formatted(story.id(), lines));
        }
    }

    private static Instant at(Step step) {
        return switch (step) {
            case Step.Credits credits -> credits.at();
            case Step.Limits limits -> limits.at();
            case Step.TimeZone zone -> zone.at();
            case Step.Usage usage -> usage.messages().getLast().sentAt();
        };
    }

    private static int lines(Step step) {
        if (!(step instanceof Step.Usage(var messages))) return 0;
        return messages.stream().mapToInt(Step.Message::lines).sum();
    }

    private static void await(Future<?> told) {
        try {
            var _ = told.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeding", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
