package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// The usage records per second that Kill Bill accepts, over its usage API, from eight callers with a subscription
/// each. It keeps them in PostgreSQL, durably; it prices them when it invoices, and knows no limit that stops usage.
///
/// @param address where it listens; empty if it does not
/// @param databaseUrl its database, as JDBC writes it
record KillBillBenchmark(URI address, String version, String databaseUrl) {
    private static final int CALLERS = 8;
    private static final String API = "/1.0/kb/";
    private static final String TENANT = "{\"apiKey\":\"benchmark\",\"apiSecret\":\"benchmark\"}";

    /// Sends requests with this number of records for `duration`, after a warm-up as long, and returns the records per
    /// second.
    double measure(int recordsPerRequest, Duration duration)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        try (var client = HttpClient.newHttpClient()) {
            var subscriptions = new ArrayList<String>();
            for (int i = 0; i < CALLERS; i++) subscriptions.add(subscribe(client));
            var _ = sendAll(client, subscriptions, recordsPerRequest, duration);
            long before = storedRecords();
            long sent = sendAll(client, subscriptions, recordsPerRequest, duration);
            if (storedRecords() - before != sent) throw new IllegalStateException("not all records are stored");
            return sent / (duration.toNanos() / 1e9);
        }
    }

    /// Creates the tenant and publishes the catalogue.
    void prepare() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient();
                var catalogue =
                        requireNonNull(KillBillBenchmark.class.getResourceAsStream("kill-bill-catalogue.xml"))) {
            var _ = post(client, "tenants", "application/json", TENANT);
            var _ = post(client, "catalog/xml", "text/xml", new String(catalogue.readAllBytes(), UTF_8));
        }
    }

    private String subscribe(HttpClient client) throws IOException, InterruptedException {
        var account = post(client, "accounts", "application/json", "{\"currency\":\"EUR\",\"timeZone\":\"UTC\"}");
        var plan = "{\"accountId\":\"" + idOf(account) + "\",\"planName\":\"search-monthly\"}";
        return idOf(post(client, "subscriptions", "application/json", plan));
    }

    private static String idOf(HttpResponse<String> created) {
        var location = created.headers().firstValue("location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private long sendAll(HttpClient client, List<String> subscriptions, int records, Duration duration)
            throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + duration.toNanos();
        var tasks = subscriptions.stream()
                .map(subscription -> (Callable<Long>) () -> send(client, subscription, records, until))
                .toList();
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            long sent = 0;
            for (var task : threads.invokeAll(tasks)) sent += task.get();
            return sent;
        }
    }

    private long send(HttpClient client, String subscription, int records, long until)
            throws IOException, InterruptedException {
        long sent = 0;
        while (System.nanoTime() < until) {
            var usage = IntStream.range(0, records)
                    .mapToObj(_ -> "{\"recordDate\":\"" + today() + "\",\"amount\":1}")
                    .toList();
            var body = """
                    {"subscriptionId":"%s","trackingId":"%s-%d","unitUsageRecords":\
                    [{"unitType":"searches","usageRecords":[%s]}]}""".formatted(subscription, subscription, System.nanoTime(), String.join(",", usage));
            var _ = post(client, "usages", "application/json", body);
            sent += records;
        }
        return sent;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private HttpResponse<String> post(HttpClient client, String path, String type, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(API + path))
                .header(
                        "authorization",
                        "Basic " + Base64.getEncoder().encodeToString("admin:password".getBytes(UTF_8)))
                .header("x-killbill-createdby", "benchmark")
                .header("x-killbill-apikey", "benchmark")
                .header("x-killbill-apisecret", "benchmark")
                .header("content-type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) throw new IllegalStateException(path + ": " + response.body());
        return response;
    }

    private long storedRecords() throws SQLException {
        try (var connection = DriverManager.getConnection(databaseUrl);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from rolled_up_usage")) {
            if (!row.next()) throw new IllegalStateException("no count");
            return row.getLong(1);
        }
    }
}
