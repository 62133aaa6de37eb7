package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Answer;
import credits.local.template.Places;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Plays Secrets Manager as far as a function asks: `GetSecretValue` of the one secret there is, by whatever id.
final class SecretStore implements HttpHandler {
    static final String PATH = "/local/secrets";

    private static final String TARGET = "secretsmanager.GetSecretValue";
    private static final List<String> TYPE = List.of("application/x-amz-json-1.1");

    private final JsonMapper mapper = new JsonMapper();
    private final String secret;

    SecretStore(String secret) {
        this.secret = secret;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var asked = mapper.readTree(exchange.getRequestBody().readAllBytes());
        var known = TARGET.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        var answer = mapper.createObjectNode();
        if (known) {
            var id = asked.path("SecretId").asText();
            answer.put("ARN", id).put("Name", Places.REGION + "/stripe").put("SecretString", secret);
        } else {
            answer.put("__type", "InvalidRequestException").put("Message", "Only GetSecretValue is played here.");
        }
        new Answer(
                        known ? 200 : 400,
                        Map.of("content-type", TYPE),
                        answer.toString().getBytes(UTF_8))
                .writeTo(exchange);
    }
}
