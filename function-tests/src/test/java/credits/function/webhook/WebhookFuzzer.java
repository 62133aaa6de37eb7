package credits.function.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.FakeLambdaContext;
import credits.json.Json;
import credits.stripe.PaymentFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.SplittableRandom;

/// Calls the webhook with malformed input.
///
/// @param handler the real handler
record WebhookFuzzer(PaymentFixture payments, RequestStreamHandler handler) {
    private static final String[] MALFORMED_SIGNATURES = {
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
    int callWithMutation(String seed, SplittableRandom random) {
        var body = mutate(seed, random);
        var signature = random.nextInt(4) == 0 ? randomHeader(random) : payments.signature(body);
        if (random.nextInt(8) == 0) signature = mutate(signature, random);
        boolean base64 = random.nextInt(4) == 0;
        var sent = base64 && random.nextInt(8) > 0 ? Base64.getEncoder().encodeToString(body.getBytes(UTF_8)) : body;
        var output = new ByteArrayOutputStream();
        var log = new StringBuilder();
        try {
            var event = event(sent, signature, base64).getBytes(UTF_8);
            handler.handleRequest(new ByteArrayInputStream(event), output, new FakeLambdaContext(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                .put("timeEpoch", payments.clock().instant().toEpochMilli())
                .build();
        return Json.object()
                .put("routeKey", "POST /v1/stripe/webhook")
                .put("headers", Json.object().put("stripe-signature", signature).build())
                .put("body", body)
                .put("isBase64Encoded", base64)
                .put("requestContext", context)
                .build()
                .toText();
    }

    private static String randomHeader(SplittableRandom random) {
        return MALFORMED_SIGNATURES[random.nextInt(MALFORMED_SIGNATURES.length)];
    }

    // Changes, removes, doubles or swaps a few characters, so that many inputs remain nearly valid.
    private static String mutate(String text, SplittableRandom random) {
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
