package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.lambda.FunctionInstances;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// An instance of the debit function that the test invokes directly, with events as Lambda makes them of
/// a FIFO queue.
final class DebitWorker {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_ATTEMPTS = 5;

    private final RunningSystem system;
    private final FunctionInstances function;

    DebitWorker(RunningSystem system, Map<String, String> environment) {
        this.system = system;
        function = new FunctionInstances(
                system.debitMapping().function(),
                environment,
                system.localSystem().clock(),
                _ -> {});
    }

    /// Delivers a batch of one group, and returns the indexes of the messages to be delivered again.
    List<Integer> deliver(TestCustomer customer, List<?> bodies) {
        var event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (int i = 0; i < bodies.size(); i++) {
            var message = records.addObject();
            message.put("messageId", customer.organisation() + "-" + i);
            message.put("body", bodies.get(i).toString());
            message.putObject("attributes")
                    .put("SentTimestamp", String.valueOf(system.now().toEpochMilli()))
                    .put("MessageGroupId", customer.organisation())
                    .put("ApproximateReceiveCount", "1");
        }
        return invoke(customer, event.toString(), bodies.size());
    }

    /// Delivers a batch until all of it is booked, as the queue would.
    void deliverUntilBooked(TestCustomer customer, List<?> bodies) {
        var rest = bodies;
        for (int attempt = 0; !rest.isEmpty(); attempt++) {
            assertThat(attempt).as("attempts").isLessThan(MAX_ATTEMPTS);
            var failed = deliver(customer, rest);
            rest = IntStream.range(0, rest.size())
                    .filter(failed::contains)
                    .mapToObj(rest::get)
                    .toList();
        }
    }

    private List<Integer> invoke(TestCustomer customer, String event, int messages) {
        try {
            var response = RunningSystem.parseJson(new String(function.invoke(event.getBytes(UTF_8)), UTF_8));
            return response.path("batchItemFailures")
                    .valueStream()
                    .map(failure -> failure.path("itemIdentifier").asText())
                    .map(id ->
                            Integer.valueOf(id.substring(customer.organisation().length() + 1)))
                    .toList();
        } catch (FunctionInstances.InvocationFailedException e) {
            if (String.valueOf(e.getMessage()).contains("NothingSettledException"))
                return IntStream.range(0, messages).boxed().toList();
            throw new AssertionError(e);
        }
    }
}
