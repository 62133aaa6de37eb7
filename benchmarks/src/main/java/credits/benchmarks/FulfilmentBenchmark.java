package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.TestRequest;
import credits.function.webhook.WebhookHandler;
import credits.http.FakeLambdaContext;
import credits.local.stripe.account.TestPaymentMethod;
import credits.stripe.PaymentFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// The time that the webhook takes to credit a paid top-up: signature check, requests to Stripe, transaction. DynamoDB
/// Local and the fake Stripe run on this machine; the target is 50 ms at the 99th percentile.
///
/// @param events the number of webhook events measured, one after the other, each of another organisation
public record FulfilmentBenchmark(int events, Duration median, Duration p99) {
    private static final int WARM_UP_EVENTS = 200;
    private static final int MEASURED_EVENTS = 300;
    private static final long AMOUNT_CENTS = 5_000;

    /// Runs the measurement.
    public static FulfilmentBenchmark measure() throws IOException {
        try (var payments = new PaymentFixture()) {
            var webhook = new WebhookHandler(payments.wiring(), 10, _ -> {});
            for (int i = 0; i < WARM_UP_EVENTS; i++) {
                var _ = measureOne(webhook, payments);
            }
            var nanos = new long[MEASURED_EVENTS];
            for (int i = 0; i < MEASURED_EVENTS; i++) nanos[i] = measureOne(webhook, payments);
            Arrays.sort(nanos);
            return new FulfilmentBenchmark(
                    MEASURED_EVENTS,
                    Duration.ofNanos(nanos[MEASURED_EVENTS / 2]),
                    Duration.ofNanos(nanos[MEASURED_EVENTS * 99 / 100]));
        }
    }

    private static long measureOne(WebhookHandler webhook, PaymentFixture payments) throws IOException {
        var payment = payments.openTopUp(payments.newOrganisation(), AMOUNT_CENTS);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var body = payments.events(payment).getFirst();
        var request = TestRequest.of(
                        "POST /v1/stripe/webhook", "", payments.clock().instant())
                .withHeader("stripe-signature", payments.signature(body))
                .withJson(body);
        var event = request.toEvent().toText().getBytes(UTF_8);
        var output = new ByteArrayOutputStream();
        long startNanos = System.nanoTime();
        webhook.handleRequest(new ByteArrayInputStream(event), output, new FakeLambdaContext(new StringBuilder()));
        long elapsedNanos = System.nanoTime() - startNanos;
        if (!output.toString(UTF_8).contains("\"statusCode\":200")
                || !payments.balance(payment.organisation()).equals("50.00")) {
            throw new IllegalStateException("not credited: " + output.toString(UTF_8));
        }
        return elapsedNanos;
    }

    @Override
    public String toString() {
        return "%d paid top-ups credited by the webhook, warm: median %.1f ms, p99 %.1f ms"
                .formatted(events, median.toNanos() / 1e6, p99.toNanos() / 1e6);
    }
}
