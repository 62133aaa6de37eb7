package credits.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credits.client.authorization.FakeApiServer;
import credits.client.usage.InMemoryUsageQueue;
import credits.event.UsageMessage;
import credits.event.UsageMessage.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compiles and runs the snippets next to the guide, as a feature team would.
@Timeout(1_800)
class SnippetsTest {
    private static final Path SNIPPETS = Path.of("snippets");
    private static final Path WORK = Path.of("target", "snippets");

    @Test
    void the_TypeScript_snippets_report_authorize_and_capture() throws Exception {
        Files.createDirectories(WORK);
        for (var name : List.of("package.json", "report.ts", "authorize.ts")) copy(SNIPPETS.resolve(name));
        copy(Path.of("src", "test", "resources", "snippets", "run.ts"));
        var _ = run(
                "npm",
                "install",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--no-package-lock");
        var _ = run(
                "node",
                "node_modules/typescript/bin/tsc",
                "--strict",
                "--skipLibCheck",
                "--noEmitOnError",
                "--module",
                "nodenext",
                "--target",
                "es2022",
                "--outDir",
                "out",
                "run.ts");

        try (var queue = new InMemoryUsageQueue();
                var server = new FakeApiServer()) {
            server.respondWith(503, Map.of("Retry-After", "0"), "{}")
                    .respondWith(201, "{\"id\": \"aut_7\", \"status\": \"open\"}")
                    .respondWith(200, "{\"id\": \"aut_7\", \"status\": \"captured\"}")
                    .respondWith(402, "{\"code\": \"insufficient-credits\"}")
                    .respondWith(503, Map.of("Retry-After", "Sun, 22 Nov 2026 12:00:00 GMT"), "{}");

            var printed =
                    run("node", "out/run.js", queue.url(), server.endpoint().toString());

            var message = queue.drain();
            assertThat(message).hasSize(1);
            var report = UsageMessage.parse(message.getFirst().body(), "org_acme");
            assertThat(report).isInstanceOf(Valid.class);
            var words = printed.split(" ", -1);
            assertThat(message.getFirst().body()).contains(words[0]);
            assertThat(words).hasSize(6).containsSequence("captured", "insufficient-credits", "503");
            assertThat(words[5].strip()).isEqualTo("endpoint-must-be-https");
            var asked = server.requests();
            assertThat(asked.get(1)).isEqualTo(asked.get(0));
            assertThat(asked.get(2).target()).isEqualTo("/v1/authorizations/aut_7/capture");
            assertThat(asked.stream()
                            .limit(4)
                            .map(FakeApiServer.ReceivedRequest::idempotencyKey)
                            .distinct())
                    .hasSize(3);
            // The debit without a response is repeated for a second, twice: with one idempotency key, and with delays.
            var undecided = asked.subList(4, asked.size());
            assertThat(undecided).hasSizeBetween(2, 50);
            assertThat(undecided.stream()
                            .map(FakeApiServer.ReceivedRequest::idempotencyKey)
                            .distinct())
                    .containsExactly(words[4]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.py", "authorize.py"})
    void the_Python_snippets_parse(String name) throws Exception {
        assumeTrue(isPythonHere(), "no python3");

        var check = "import ast, sys; ast.parse(open(sys.argv[1]).read())";
        Files.createDirectories(WORK);
        copy(SNIPPETS.resolve(name));

        assertThat(run("python3", "-c", check, name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.ts", "authorize.ts", "report.py", "authorize.py"})
    void a_snippet_is_short(String name) throws IOException {
        assertThat(Files.readAllLines(SNIPPETS.resolve(name))).hasSizeLessThanOrEqualTo(23);
    }

    private static boolean isPythonHere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static void copy(Path file) throws IOException {
        var _ = Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Returns what the command prints.
    private static String run(String... command) throws IOException, InterruptedException {
        var errors = Files.createTempFile("snippets", ".log");
        var process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectError(errors.toFile())
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s%n%s", String.join(" ", command), printed, Files.readString(errors))
                .isZero();
        Files.delete(errors);
        return printed.strip();
    }
}
