package credits.function.debit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.wire.SqsBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;

/// Processes a batch of usage messages and returns the ids of those to retry. Only transient faults are retried; a
/// report that can never be booked goes to the invalid-usage queue.
public final class DebitHandler implements RequestStreamHandler {
    private final Intake intake;

    /// Used by Lambda.
    public DebitHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public DebitHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.intake(environment, clock));
    }

    DebitHandler(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var unsettled = new ArrayList<String>();
        for (var group : SqsBatch.read(input).byGroup().entrySet()) {
            unsettled.addAll(intake.settle(group.getKey(), group.getValue(), new Log(context.getLogger()::log)));
        }
        SqsBatch.answer(unsettled, output);
    }
}
