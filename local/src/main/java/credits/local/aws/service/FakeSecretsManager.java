package credits.local.aws.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.aws.template.LocalAddresses;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A fake of Secrets Manager: `GetSecretValue` of one secret, by any id.
public final class FakeSecretsManager implements HttpHandler {
    public static final String PATH = "/local/secrets";

    private static final String GET_SECRET_VALUE = "secretsmanager.GetSecretValue";
    private static final List<String> CONTENT_TYPE = List.of("application/x-amz-json-1.1");

    private final JsonMapper mapper = new JsonMapper();
    private final String secret;

    public FakeSecretsManager(String secret) {
        this.secret = secret;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = mapper.readTree(exchange.getRequestBody().readAllBytes());
        var isSupported = GET_SECRET_VALUE.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        var response = mapper.createObjectNode();
        if (isSupported) {
            var id = request.path("SecretId").asText();
            response.put("ARN", id)
                    .put("Name", LocalAddresses.REGION + "/stripe")
                    .put("SecretString", secret);
        } else {
            response.put("__type", "InvalidRequestException").put("Message", "Only GetSecretValue is supported.");
        }
        new LocalResponse(
                        isSupported ? 200 : 400,
                        Map.of("content-type", CONTENT_TYPE),
                        response.toString().getBytes(UTF_8))
                .writeTo(exchange);
    }
}
