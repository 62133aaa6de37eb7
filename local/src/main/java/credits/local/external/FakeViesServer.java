package credits.local.external;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalResponse;
import java.io.IOException;

/// A fake of VIES, the EU's register of VAT numbers. A number that ends in 000 is invalid, one that ends in 999
/// cannot be checked today, and any other is valid.
public final class FakeViesServer implements HttpHandler {
    public static final String PATH = "/local/vies";

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = mapper.readTree(exchange.getRequestBody().readAllBytes());
        var number = request.path("vatNumber").asText();
        var response = mapper.createObjectNode();
        if (number.endsWith("999")) {
            response.put("valid", false).put("userError", "MS_UNAVAILABLE");
        } else {
            boolean isValid = !number.endsWith("000");
            response.put("valid", isValid).put("userError", isValid ? "VALID" : "INVALID");
            response.put("requestIdentifier", "LOCAL-" + Integer.toHexString(number.hashCode()));
        }
        LocalResponse.json(200, new String(mapper.writeValueAsBytes(response), UTF_8))
                .writeTo(exchange);
    }
}
