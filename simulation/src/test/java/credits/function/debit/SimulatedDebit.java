package credits.function.debit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.UsageProducers;
import credits.ledger.Ledger;
import credits.pricing.store.PriceCache;
import credits.retry.RetryPolicy;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function that books usage, on simulated services.
public final class SimulatedDebit {
    private SimulatedDebit() {}

    public static RequestStreamHandler newHandler(
            Ledger ledger,
            PriceCache prices,
            SqsClient invalidUsage,
            Supplier<RetryPolicy> retryPolicies,
            InstantSource clock) {
        return new DebitHandler(new UsageBooker(
                new UsageProducers(Map.of()),
                ledger,
                prices,
                new InvalidUsageQueue(invalidUsage, "https://sqs.example.com/invalid.fifo"),
                _ -> retryPolicies.get(),
                clock));
    }
}
