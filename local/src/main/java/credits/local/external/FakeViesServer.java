package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Answer;
import java.io.IOException;

/// Plays the EU's register of VAT numbers. A number that ends in 000 is not known to it, one that ends in 999 belongs
/// to a country whose register is down today, and any other is valid.
final class VatRegister implements HttpHandler {
    static final String PATH = "/local/vies";

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var asked = mapper.readTree(exchange.getRequestBody().readAllBytes());
        var number = asked.path("vatNumber").asText();
        var answer = mapper.createObjectNode();
        if (number.endsWith("999")) {
            answer.put("valid", false).put("userError", "MS_UNAVAILABLE");
        } else {
            boolean isValid = !number.endsWith("000");
            answer.put("valid", isValid).put("userError", isValid ? "VALID" : "INVALID");
            answer.put("requestIdentifier", "LOCAL-" + Integer.toHexString(number.hashCode()));
        }
        Answer.json(200, new String(mapper.writeValueAsBytes(answer), UTF_8)).writeTo(exchange);
    }
}
