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

/// A batch of usage messages in, the ids of those to be handed out again out. A report that can never be booked is
/// settled too: only a fault that may pass is tried again.
public final class DebitHandler implements RequestStreamHandler {
    private final Intake intake;

    /// Called by Lambda.
    public DebitHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// For running the function elsewhere, with the environment that the deployment would give it and another clock.
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
