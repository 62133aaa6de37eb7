package credits.client;

import static org.assertj.core.api.Assertions.assertThat;

import credits.client.authorization.CreditsClient;
import credits.client.testing.FakeCreditsService;
import credits.client.usage.UsageReporter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiles for Java 17 and runs a snippet of the guide, as a feature team would.
class ReadmeTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final String FEATURE = """
            import credits.client.*;
            import credits.client.authorization.*;
            import credits.client.usage.*;

            public final class Feature {
                public static void run(CreditsClient credits, UsageReporter reporter, Organisation acme, Runnable work) {
                    SNIPPET
                }
            }
            """;

    @Test
    void the_snippet_of_a_lease_uses_and_reports_one_query(@TempDir Path scratch) throws Exception {
        var feature = compile(snippetWith("credits.lease(").replace("search();", "work.run();"), scratch);
        var searches = new AtomicInteger();

        try (var service = new FakeCreditsService("10.00").withPrice("search.query", "0.01")) {
            feature.getMethod("run", CreditsClient.class, UsageReporter.class, Organisation.class, Runnable.class)
                    .invoke(null, service.client(), service.reporter(), ACME, (Runnable) searches::incrementAndGet);

            assertThat(searches).hasValue(1);
            assertThat(service.receivedLines()).hasSize(1);
            assertThat(service.account(ACME).used()).isEqualByComparingTo("0.01");
            assertThat(service.account(ACME).held()).isZero();
        }
    }

    private static String snippetWith(String text) throws Exception {
        var blocks = Files.readString(Path.of("..", "README.md")).split("```", -1);
        return Arrays.stream(blocks)
                .filter(block -> block.startsWith("java\n") && block.contains(text))
                .findFirst()
                .orElseThrow()
                .substring("java\n".length());
    }

    private static Class<?> compile(String snippet, Path scratch) throws Exception {
        var source = Files.writeString(scratch.resolve("Feature.java"), FEATURE.replace("SNIPPET", snippet));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-d", scratch.toString(), "-classpath", classes(), "--release", "17", "-proc:none");
            var messages = new StringWriter();
            var task = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source));
            assertThat(task.call()).as("%s", messages).isTrue();
        }
        var loader = new URLClassLoader(new URL[] {scratch.toUri().toURL()}, ReadmeTest.class.getClassLoader());
        return loader.loadClass("Feature");
    }

    private static String classes() {
        return Path.of("..", "target", "classes").toAbsolutePath().toString();
    }
}
