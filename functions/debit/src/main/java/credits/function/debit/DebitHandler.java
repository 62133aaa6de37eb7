package credits.function.debit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.aws.AwsClients;
import credits.event.SqsBatch;
import credits.event.SqsBatch.SqsMessage;
import credits.logging.FunctionVersion;
import credits.logging.UsageBySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Processes a batch of usage messages and returns the ids of those to retry. Only transient faults are retried; a
/// report that can never be booked goes to the invalid-usage queue.
///
/// Groups that are delivered for the first time come first, and each group gets an equal share of the remaining time.
/// Organisations that are in trouble therefore use up only their own messages' receives. When too little time is left
/// for another call to AWS, the remaining messages are returned unprocessed.
public final class DebitHandler implements RequestStreamHandler {
    /// The longest time that one group may wait for its turn to write.
    static final Duration MAX_BUDGET = Duration.ofSeconds(10);

    // The longest call to AWS, and a second to return the messages to retry.
    private static final Duration RESERVE = AwsClients.CALL_TIMEOUT.plusSeconds(1);

    private final UsageBooker booker;

    /// Used by Lambda.
    public DebitHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public DebitHandler(Map<String, String> environment, InstantSource clock) {
        this(environment, clock, clock);
    }

    /// Creates the handler for a history that is booked at past times.
    ///
    /// @param priceClock the clock by which price lists are read again
    /// @param bookingClock the time of the history
    public DebitHandler(Map<String, String> environment, InstantSource priceClock, InstantSource bookingClock) {
        this(Wiring.booker(environment, priceClock, bookingClock));
    }

    DebitHandler(UsageBooker booker) {
        this.booker = booker;
    }

    /// Throws [NothingSettledException] if all messages must be retried.
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var batch = SqsBatch.fromEvent(input);
        var failedIds = process(batch, context);
        if (!failedIds.isEmpty() && failedIds.size() == batch.messages().size())
            throw new NothingSettledException(failedIds.size());
        SqsBatch.writeFailures(failedIds, output);
    }

    private List<String> process(SqsBatch batch, Context context) {
        var usage = new UsageBySource(booker.watchedSources());
        var debitLog =
                new DebitLog(context.getLogger()::log, FunctionVersion.parse(context.getFunctionVersion()), usage);
        var groups = new ArrayDeque<>(batch.byGroup().values().stream()
                .sorted(comparingInt(group -> group.getFirst().receiveCount()))
                .toList());
        var failedIds = new ArrayList<String>();
        while (!groups.isEmpty()) {
            var available =
                    Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
            var share = available.dividedBy(groups.size());
            var group = groups.pop();
            failedIds.addAll(
                    available.isNegative()
                            ? returnUnprocessed(group, debitLog)
                            : booker.process(group.getFirst().groupId(), group, min(share, MAX_BUDGET), debitLog));
        }
        usage.toLogLines().forEach(line -> context.getLogger().log(line.toText().getBytes(UTF_8)));
        return failedIds;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static List<String> returnUnprocessed(List<SqsMessage> group, DebitLog debitLog) {
        group.forEach(debitLog::willRetry);
        return group.stream().map(SqsMessage::id).toList();
    }

    /// Thrown if no message of a batch could be settled. The queue delivers all of them again, even if its event source
    /// mapping did not ask for the ids of those to retry.
    static final class NothingSettledException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NothingSettledException(int messages) {
            super("None of %d messages could be settled; all of them are retried".formatted(messages));
        }
    }
}
