package credits.function.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.stripe.Shop;
import credits.wire.Json;
import credits.wire.LoggingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.SplittableRandom;

/// Calls the webhook with malformed input.
///
/// @param handler the real handler
record Fuzzed(Shop shop, RequestStreamHandler handler) {
    private static final String[] HEADERS = {
        "",
        "t",
        "t=",
        "t=,v1=",
        "t=9e9,v1=00",
        "v1=,t=1",
        "t=1,t=2,v1=00",
        "t=-1,v1=zz",
        ",,,,",
        "=",
        "t=99999999999999"
    };

    /// The status of the response to a mutation of `seed`.
    int status(String seed, SplittableRandom random) {
        var body = mutated(seed, random);
        var signature = random.nextInt(4) == 0 ? header(random) : shop.signature(body);
        if (random.nextInt(8) == 0) signature = mutated(signature, random);
        boolean base64 = random.nextInt(4) == 0;
        var sent = base64 && random.nextInt(8) > 0 ? Base64.getEncoder().encodeToString(body.getBytes(UTF_8)) : body;
        var output = new ByteArrayOutputStream();
        var log = new StringBuilder();
        try {
            var event = event(sent, signature, base64).getBytes(UTF_8);
            handler.handleRequest(new ByteArrayInputStream(event), output, new LoggingContext(log));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var answer = output.toString(ISO_8859_1);
        int at = answer.indexOf("\"statusCode\":") + "\"statusCode\":".length();
        int status = Integer.parseInt(answer, at, at + 3, 10);
        if (status >= 500) throw new AssertionError(log + "\n" + body);
        return status;
    }

    private String event(String body, String signature, boolean base64) {
        var context = Json.object()
                .put("requestId", "fuzz")
                .put("timeEpoch", shop.clock().instant().toEpochMilli())
                .end();
        return Json.object()
                .put("routeKey", "POST /v1/stripe/webhook")
                .put("headers", Json.object().put("stripe-signature", signature).end())
                .put("body", body)
                .put("isBase64Encoded", base64)
                .put("requestContext", context)
                .end()
                .text();
    }

    private static String header(SplittableRandom random) {
        return HEADERS[random.nextInt(HEADERS.length)];
    }

    // Changes, removes, doubles or swaps a few characters, so that many inputs remain nearly valid.
    private static String mutated(String text, SplittableRandom random) {
        var mutated = new StringBuilder(text);
        for (int left = random.nextInt(4); left > 0 && !mutated.isEmpty(); left--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(1, 0x250));
                case 1 -> mutated.deleteCharAt(at);
                case 2 -> mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + 9)));
                default -> mutated.setLength(at);
            }
        }
        return mutated.toString();
    }
}
