package credits.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Three organisations to look at: `acme` in the middle of a normal month, `globex` near its alert threshold, and
/// `fresh`, which has done nothing yet. They come in as customers do: usage through the queue, limits through the
/// API.
final class Demo {
    private final String address;
    private final Tokens tokens;
    private final UsageReports reports;
    private final Preparation preparation;
    private final HttpClient client = HttpClient.newHttpClient();

    Demo(String address, Tokens tokens, UsageReports reports, Preparation preparation) {
        this.address = address;
        this.tokens = tokens;
        this.reports = reports;
        this.preparation = preparation;
    }

    /// Every step is seen on the console; limits that are refused are no reason to stop.
    void seed(Console console) {
        preparation.credits("acme", "250.00");
        preparation.credits("globex", "500.00");
        limits(console, "acme", "80.00", "100.00");
        limits(console, "globex", "50.00", "60.00");
        use("acme", "translation.document", "1250000", "usr_giulia");
        use("acme", "query.run", "120", "usr_marco");
        use("acme", "chat.output", "900000", "usr_giulia");
        use("acme", "call.inbound", "64.5", "usr_marco");
        use("globex", "query.report", "20", "usr_anna");
        use("globex", "transcription.live", "960", "usr_anna");
        console.step("organisations", "acme, globex (near its alert threshold), fresh (nothing yet)");
    }

    /// Reports work of now.
    void use(String organisation, String operation, String quantity, String member) {
        var _ = reports.send(reports.report(
                Map.of("organisation", organisation, "operation", operation, "quantity", quantity, "member", member)));
    }

    /// Sets both bounds as an owner would: what is in force is read first, and only that is replaced.
    void limits(Console console, String organisation, String alertThreshold, String allowedLimit) {
        var inForce = call(organisation, request -> request.GET());
        var tag = inForce.headers().firstValue("etag").orElse("*");
        var body = "{\"alert_threshold\":\"%s\",\"allowed_limit\":\"%s\",\"alert_recipients\":[]}"
                .formatted(alertThreshold, allowedLimit);
        var answer = call(
                organisation,
                request -> request.header("If-Match", tag)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
        if (answer.statusCode() >= 300)
            console.step("limits", organisation + ": not set: " + answer.statusCode() + " " + answer.body());
    }

    private HttpResponse<String> call(String organisation, UnaryOperator<HttpRequest.Builder> request) {
        var token = tokens.token(organisation, "usr_giulia", "owner");
        var builder =
                HttpRequest.newBuilder(URI.create(address + "/v1/limits")).header("Authorization", "Bearer " + token);
        try {
            return client.send(request.apply(builder).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("the system does not answer itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeding", e);
        }
    }
}
