package credits.local.aws.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A fake of SES v2: accepts e-mails and keeps them instead of sending them.
/// [credits.local.web.InspectionPages] shows them.
public final class FakeSes implements HttpHandler {
    /// The path prefix of the service.
    public static final String PATH = "/local/ses";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<SentEmail> sentEmails = new CopyOnWriteArrayList<>();
    private volatile boolean unavailable;

    /// An e-mail that a function sent.
    ///
    /// @param attachments the names of its files
    public record SentEmail(
            String from, String to, String subject, String text, String html, List<String> attachments) {}

    /// The accepted e-mails, oldest first.
    public List<SentEmail> sentEmails() {
        return List.copyOf(sentEmails);
    }

    /// Sets whether the service is down; while it is, it responds with 500.
    public void setDown(boolean isDown) {
        unavailable = isDown;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange).orElseThrow();
        if (unavailable) {
            LocalResponse.json(500, "{\"message\":\"down\"}").writeTo(exchange);
            return;
        }
        if (!request.path().equals(PATH + "/v2/email/outbound-emails")) {
            LocalResponse.json(404, "{}").writeTo(exchange);
            return;
        }
        sentEmails.add(parseEmail(JSON.readTree(request.body())));
        LocalResponse.json(200, "{\"MessageId\":\"" + sentEmails.size() + "\"}").writeTo(exchange);
    }

    private static SentEmail parseEmail(JsonNode json) {
        var message = json.at("/Content/Simple");
        return new SentEmail(
                json.path("FromEmailAddress").asText(),
                json.at("/Destination/ToAddresses/0").asText(),
                message.at("/Subject/Data").asText(),
                message.at("/Body/Text/Data").asText(),
                message.at("/Body/Html/Data").asText(),
                message.path("Attachments")
                        .valueStream()
                        .map(file -> file.path("FileName").asText())
                        .toList());
    }
}
