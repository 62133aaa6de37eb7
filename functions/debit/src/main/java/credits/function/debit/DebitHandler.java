package credits.function.debit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.SqsBatch;
import credits.logging.FunctionVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;

/// Processes a batch of usage messages and returns the ids of those to retry. Only transient faults are retried; a
/// report that can never be booked goes to the invalid-usage queue.
public final class DebitHandler implements RequestStreamHandler {
    private final UsageBooker booker;

    /// Used by Lambda.
    public DebitHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public DebitHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.booker(environment, clock));
    }

    DebitHandler(UsageBooker booker) {
        this.booker = booker;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var failedIds = new ArrayList<String>();
        var log = new DebitLog(context.getLogger()::log, FunctionVersion.parse(context.getFunctionVersion()));
        for (var group : SqsBatch.fromEvent(input).byGroup().entrySet()) {
            failedIds.addAll(booker.process(group.getKey(), group.getValue(), log));
        }
        SqsBatch.writeFailures(failedIds, output);
    }
}
