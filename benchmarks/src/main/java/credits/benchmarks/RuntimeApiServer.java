package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The Runtime API of Lambda, as far as the runtime interface client of Java uses it: it hands out one event again and
/// again, and notes when it is asked for and answered.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
final class RuntimeApiServer implements AutoCloseable {
    private static final String NEXT = "/invocation/next";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final byte[] event;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

    /// What the function did.
    ///
    /// @param path the end of the path that it called
    record Report(String path, String body, long nanoTime) {}

    RuntimeApiServer(String event) throws IOException {
        this.event = event.getBytes(UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var _ = server.createContext("/", this::handle);
        server.start();
    }

    /// The address as `AWS_LAMBDA_RUNTIME_API` names it.
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Waits until the function asks for an event, and returns the time.
    long awaitNext() throws InterruptedException {
        return await(NEXT);
    }

    /// Waits until the function answers, and returns the time.
    long awaitResponse() throws InterruptedException {
        return await("/response");
    }

    private long await(String path) throws InterruptedException {
        var report = reports.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (report == null || !report.path.endsWith(path))
            throw new IllegalStateException("instead of " + path + ": " + report);
        if (report.body.contains("\"statusCode\":5") || report.body.contains("itemIdentifier"))
            throw new IllegalStateException(report.body);
        return report.nanoTime;
    }

    private void handle(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        reports.add(new Report(path, body, now));
        if (!path.endsWith(NEXT)) {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
            return;
        }
        var headers = exchange.getResponseHeaders();
        // The client's native code crashes without content type and trace, which Lambda always sends.
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
        headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(PATIENCE).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:bench");
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
