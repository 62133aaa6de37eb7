package credits.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The mail service: takes e-mail as SES v2 does and sends none of it. [Pages] shows it.
public final class Mailbox implements HttpHandler {
    /// The path below which it answers.
    public static final String PATH = "/local/ses";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Mail> taken = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    /// One e-mail.
    public record Mail(String from, String to, String subject, String text, String html) {}

    /// What it took, oldest first.
    public List<Mail> taken() {
        return List.copyOf(taken);
    }

    /// While it is down it answers 500.
    public void setDown(boolean isDown) {
        down = isDown;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange).orElseThrow();
        if (down) {
            Answer.json(500, "{\"message\":\"down\"}").writeTo(exchange);
            return;
        }
        if (!request.path().equals(PATH + "/v2/email/outbound-emails")) {
            Answer.json(404, "{}").writeTo(exchange);
            return;
        }
        taken.add(mail(JSON.readTree(request.body())));
        Answer.json(200, "{\"MessageId\":\"" + taken.size() + "\"}").writeTo(exchange);
    }

    private static Mail mail(JsonNode sent) {
        var message = sent.at("/Content/Simple");
        return new Mail(
                sent.path("FromEmailAddress").asText(),
                sent.at("/Destination/ToAddresses/0").asText(),
                message.at("/Subject/Data").asText(),
                message.at("/Body/Text/Data").asText(),
                message.at("/Body/Html/Data").asText());
    }
}
