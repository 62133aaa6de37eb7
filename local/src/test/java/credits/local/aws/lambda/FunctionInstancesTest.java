package credits.local.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.local.aws.iam.IamRole;
import credits.local.aws.template.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which instance serves a request.
@Timeout(1_800)
class FunctionInstancesTest {
    private static final int CONCURRENT_REQUESTS = 3;

    private final AtomicInteger created = new AtomicInteger();
    private final CountDownLatch allBegun = new CountDownLatch(CONCURRENT_REQUESTS);
    private final List<CountDownLatch> ends =
            List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
    private final FunctionInstances function = new FunctionInstances(
            new FunctionDefinition(
                    "Numbered",
                    "none",
                    Map.of(),
                    Duration.ofSeconds(20),
                    512,
                    new IamRole("role", List.of(), List.of())),
            this::newInstance,
            _ -> {},
            CONCURRENT_REQUESTS);

    // Writes its own number. An event names the latch that it waits for.
    private RequestStreamHandler newInstance() {
        int number = created.getAndIncrement();
        return (event, output, _) -> {
            var text = new String(event.readAllBytes(), UTF_8);
            if (!text.isEmpty()) await(ends.get(Integer.parseInt(text)));
            output.write(String.valueOf(number).getBytes(UTF_8));
        };
    }

    private void await(CountDownLatch end) throws IOException {
        allBegun.countDown();
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private String invoke(String event) {
        try {
            return new String(function.invoke(event.getBytes(UTF_8)), UTF_8);
        } catch (FunctionInstances.InvocationFailedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void after_a_burst_the_instance_that_was_busy_last_serves_alone() throws Exception {
        try (var threads = Executors.newFixedThreadPool(CONCURRENT_REQUESTS)) {
            var burst = List.of(0, 1, 2).stream()
                    .map(number -> threads.submit(() -> invoke(String.valueOf(number))))
                    .toList();
            allBegun.await();
            var last = "";
            for (int i = 0; i < CONCURRENT_REQUESTS; i++) last = finish(i, burst.get(i));

            assertThat(created).hasValue(CONCURRENT_REQUESTS);
            for (int i = 0; i < CONCURRENT_REQUESTS; i++) assertThat(invoke("")).isEqualTo(last);
        }
    }

    @Test
    void a_request_beyond_the_limit_waits_and_gets_no_instance_of_its_own() throws Exception {
        try (var threads = Executors.newFixedThreadPool(CONCURRENT_REQUESTS + 1)) {
            var burst = List.of(0, 1, 2).stream()
                    .map(number -> threads.submit(() -> invoke(String.valueOf(number))))
                    .toList();
            allBegun.await();
            var waiting = threads.submit(() -> invoke(""));

            var first = finish(0, burst.get(0));

            assertThat(waiting.get()).isEqualTo(first);
            assertThat(created).hasValue(CONCURRENT_REQUESTS);
            for (int i = 1; i < CONCURRENT_REQUESTS; i++)
                assertThat(finish(i, burst.get(i))).isNotEmpty();
        }
    }

    private String finish(int number, Future<String> request) throws Exception {
        ends.get(number).countDown();
        return request.get();
    }

    @Test
    void a_function_that_only_other_stages_have_can_run_here_too() throws Exception {
        try (var folders = Files.list(Path.of("../functions"))) {
            var names = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
            assertThat(names).contains("deliver");
            for (var name : names) {
                var handler = "credits.function.%s.%s%sHandler"
                        .formatted(name, name.substring(0, 1).toUpperCase(Locale.ROOT), name.substring(1));
                assertThat(Class.forName(handler).getConstructor(Map.class, InstantSource.class))
                        .isNotNull();
            }
        }
    }
}
