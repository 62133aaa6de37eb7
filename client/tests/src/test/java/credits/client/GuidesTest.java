package credits.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.client.authorization.FakeApiServer;
import credits.client.usage.InMemoryUsageQueue;
import credits.event.UsageMessage;
import credits.event.UsageMessage.Valid;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The programs of the three guides, taken from them as they are: each gets a token, authorizes, captures, and reports.
/// And the packages for TypeScript and Python under their own tests.
@Timeout(1_800)
class GuidesTest {
    private static final Path CLIENT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TYPESCRIPT = CLIENT.resolve("typescript");
    private static final Path PYTHON = CLIENT.resolve("python");
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeApiServer server;

    GuidesTest() throws IOException {
        server = new FakeApiServer();
        server.respondWith(200, "{\"access_token\": \"t0ken\", \"expires_in\": 3600}")
                .respondWith(201, "{\"id\": \"aut_7\", \"status\": \"open\"}")
                .respondWith(200, "{\"id\": \"aut_7\", \"status\": \"captured\"}")
                .respondWith(200, "{\"data\": [{\"status\": \"booked\"}]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_Java_program_does_what_the_guide_says(@TempDir Path project) throws Exception {
        Files.writeString(project.resolve("Feature.java"), program(CLIENT.resolve("README.md"), "java"));
        var jars = Files.readString(CLIENT.resolve("target/runtime-classpath")).strip();
        var classPath =
                String.join(File.pathSeparator, CLIENT.resolve("target/classes").toString(), jars, ".");
        var java = Path.of(System.getProperty("java.home"), "bin");

        var compiler = java.resolve("javac").toString();
        assertThat(run(project, compiler, "--release", "17", "-proc:none", "-cp", classPath, "Feature.java"))
                .isEmpty();
        try (var queue = new InMemoryUsageQueue()) {
            var launcher = java.resolve("java").toString();
            assertThat(run(project, Map.of("USAGE_QUEUE_URL", queue.url()), launcher, "-cp", classPath, "Feature"))
                    .doesNotContain("REJECTED", "TIMED_OUT", "CLOSED", "Exception");

            assertThat(queue.drain()).singleElement().satisfies(message -> requireReport(message.body()));
        }
        requireCapture();
    }

    @Test
    void the_TypeScript_package_passes_its_tests_and_its_program_does_what_the_guide_says() throws Exception {
        var _ = run(TYPESCRIPT, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
        var _ = run(TYPESCRIPT, "npm", "test");
        var program = Files.createDirectories(TYPESCRIPT.resolve("dist/guide")).resolve("feature.ts");
        Files.writeString(program, program(TYPESCRIPT.resolve("README.md"), "ts"));
        var options = "--strict --skipLibCheck --module nodenext --target es2022 --lib es2022,esnext.disposable";
        var compile = ("node node_modules/typescript/bin/tsc " + options + " " + program).split(" ", -1);

        assertThat(run(TYPESCRIPT, compile)).isEmpty();
        assertThat(run(TYPESCRIPT, "node", "dist/guide/feature.js")).isEmpty();

        requireCapture();
        requirePostedReport();
    }

    @Test
    void the_Python_package_passes_its_tests_and_its_program_does_what_the_guide_says(@TempDir Path project)
            throws Exception {
        assumeTrue(isPythonHere(), "no Python 3.10");
        var path = Map.of("PYTHONPATH", PYTHON.resolve("src") + File.pathSeparator + PYTHON.resolve("tests"));
        var _ = run(PYTHON, path, "python3", "-W", "error", "-m", "unittest", "discover", "-s", "tests");
        Files.writeString(project.resolve("feature.py"), program(PYTHON.resolve("README.md"), "python"));

        assertThat(run(project, path, "python3", "-W", "error", "feature.py")).isEmpty();

        requireCapture();
        requirePostedReport();
    }

    private void requireCapture() {
        var requests = server.requests();
        assertThat(requests.stream().limit(3).map(FakeApiServer.ReceivedRequest::target))
                .containsExactly("/oauth2/token", "/v1/authorizations", "/v1/authorizations/aut_7/capture");
        assertThat(requests.getFirst().body()).isEqualTo("grant_type=client_credentials");
        assertThat(requests.get(1).authorization()).isEqualTo("Bearer t0ken");
        assertThat(requests.get(2).body()).contains("\"2\"");
    }

    private void requirePostedReport() throws IOException {
        var request = server.requests().getLast();
        assertThat(request.target()).isEqualTo("/v1/usage_reports");
        var reports = JSON.readTree(request.body());
        assertThat(reports).hasSize(1);
        requireReport(reports.get(0).toString());
    }

    /// The service itself says that the report is valid.
    private static void requireReport(String body) {
        assertThat(UsageMessage.parse(body, "acme")).isInstanceOf(Valid.class);
        JsonNode report;
        try {
            report = JSON.readTree(body);
        } catch (IOException invalid) {
            throw new AssertionError(body, invalid);
        }
        assertThat(report.at("/data/lines")).hasSize(1);
        assertThat(report.at("/data/lines/0/operation").asText()).isEqualTo("query.run");
        assertThat(report.at("/data/lines/0/reference").asText()).isEqualTo("doc-42");
    }

    /// The first block of a guide in a language.
    private static String program(Path guide, String language) throws IOException {
        var blocks = List.of(Files.readString(guide).split("```", -1));
        return blocks.stream()
                .filter(block -> block.startsWith(language + "\n"))
                .findFirst()
                .orElseThrow()
                .substring(language.length() + 1);
    }

    private static boolean isPythonHere() throws InterruptedException {
        var check = "import sys; sys.exit(sys.version_info < (3, 10))";
        try {
            return new ProcessBuilder("python3", "-c", check).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private String run(Path folder, String... command) throws IOException, InterruptedException {
        return run(folder, Map.of(), command);
    }

    /// Returns what the command prints, errors too.
    private String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "CREDITS_URL", server.endpoint().toString(),
                        "CREDITS_TOKEN_URL", server.endpoint() + "/oauth2/token",
                        "CREDITS_CLIENT_ID", "search",
                        "CREDITS_CLIENT_SECRET", "s3cret",
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "PYTHONDONTWRITEBYTECODE", "1"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command), printed)
                .isZero();
        return printed.strip();
    }
}
