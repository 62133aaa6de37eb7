package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.local.http.LocalPorts;
import credits.local.usage.UlidFactory;
import credits.settings.EnvironmentVariable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The whole system, started as `./run --without-demo` starts it in a process of its own, and a client for it. An
/// organisation's share of requests is lifted: it is what the system would refuse, not what it can do.
final class LocalSystemProcess implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern SHARE =
            Pattern.compile("(?<name>\"" + EnvironmentVariable.ORGANISATION_REQUESTS_PER_SECOND + "\": *\")\\d+");
    private static final String UNLIMITED = "${name}1000000";

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private LocalSystemProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// Starts it and returns when it accepts requests.
    static LocalSystemProcess start(Path root) throws IOException {
        var address = LocalPorts.freeAddress();
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "credits.local.LocalRun",
                "--template",
                templateWithoutShares(root.resolve("infrastructure/target/cdk.out"))
                        .toString(),
                "--web",
                root.resolve("web").toString(),
                "--port",
                Integer.toString(address.getPort()),
                "--sqs-port",
                "0",
                "--without-demo");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var started = new LocalSystemProcess(process, address);
        started.awaitReady();
        return started;
    }

    private static Path templateWithoutShares(Path template) throws IOException {
        var folder = Files.createTempDirectory("template");
        for (var stack : List.of("Api.template.json", "Data.template.json")) {
            var shares = SHARE.matcher(Files.readString(template.resolve(stack)));
            var _ = Files.writeString(folder.resolve(stack), shares.replaceAll(UNLIMITED));
        }
        return folder;
    }

    private void awaitReady() throws IOException {
        var output = process.inputReader(UTF_8);
        var printed = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            printed.append(line).append('\n');
            if (line.startsWith("Ready")) {
                // Reads on, or the process would wait for its reader.
                var _ = Thread.ofVirtual().start(() -> readToEnd(output));
                return;
            }
        }
        throw new IOException("the system did not start:\n" + printed);
    }

    private static void readToEnd(BufferedReader output) {
        try {
            output.lines().forEach(_ -> {});
        } catch (UncheckedIOException _) {
            // The process was stopped.
        }
    }

    /// Gives a new organisation credits.
    void grantCredits(String organisation, String amount) throws IOException, InterruptedException {
        var body = """
                {"organisation":"%s","amount":"%s","reason":"benchmark","create":true}""".formatted(organisation, amount);
        var _ = expect(201, send("POST", "/v1/adjustments", token("platform", "operator"), "", body));
    }

    /// Debits one use at once, and returns the status of the response.
    int authorize(String organisation, String operation) throws IOException, InterruptedException {
        var body = """
                {"organisation":"%s","operation":"%s","quantity":"1","capture":true}""".formatted(organisation, operation);
        return send("POST", "/v1/authorizations", token("platform", "feature"), "", body)
                .statusCode();
    }

    /// Sets an alert threshold whose e-mails go to the owner who sets it.
    void alertAt(String organisation, String amount) throws IOException, InterruptedException {
        var token = token(organisation, "owner");
        var read = expect(200, send("GET", "/v1/limits", token, "", ""));
        var body = """
                {"alert_threshold":"%s","allowed_limit":null,"alert_recipients":["giulia@%s.example"]}""".formatted(amount, organisation);
        var _ = expect(
                200,
                send(
                        "PUT",
                        "/v1/limits",
                        token,
                        read.headers().firstValue("etag").orElseThrow(),
                        body));
    }

    /// Sends a usage report to the queue, and returns when it is booked.
    void reportUsage(String organisation, String operation) throws IOException, InterruptedException {
        var now = Instant.now().toString();
        var body = """
                [{"specversion":"1.0","type":"credits.usage.v1","source":"/features/benchmark","id":"%s",\
                "subject":"%s","time":"%s","data":{"lines":[{"operation":"%s","quantity":"1","at":"%s"}]}}]""".formatted(newId(), organisation, now, operation, now);
        var _ = expect(200, send("POST", "/local/usage-reports", "", "", body));
    }

    /// Whether at least this number of e-mails has been sent.
    boolean hasSent(int emails) throws IOException, InterruptedException {
        return send("GET", "/local/mailbox/" + (emails - 1) + "/text", "", "", "")
                        .statusCode()
                == 200;
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) throw new IllegalStateException(response + " " + response.body());
        return response;
    }

    private String token(String organisation, String role) throws IOException, InterruptedException {
        var name = "?organisation=" + organisation + "&role=" + role;
        var known = tokens.get(name);
        if (known != null) return known;
        var issued = expect(200, send("GET", "/local/token" + name, "", "", ""))
                .body()
                .strip();
        tokens.put(name, issued);
        return issued;
    }

    private static String newId() {
        return UlidFactory.next(Instant.now(), RANDOM);
    }

    private HttpResponse<String> send(String method, String path, String token, String ifMatch, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path)).method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) request.header("authorization", "Bearer " + token);
        if (!ifMatch.isEmpty()) request.header("if-match", ifMatch);
        if (method.equals("POST")) request.header("idempotency-key", newId());
        if (!body.isEmpty()) request.header("content-type", "application/json");
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            var _ = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
