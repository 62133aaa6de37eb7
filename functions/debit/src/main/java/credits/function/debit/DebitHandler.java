package credits.function.debit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

public final class DebitHandler implements RequestStreamHandler {
    /// Called by Lambda.
    public DebitHandler() {
        this(System.getenv());
    }

    /// Called by whoever runs the function elsewhere, with the environment that the deployment would give it.
    public DebitHandler(Map<String, String> environment) {
        var _ = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        throw new UnsupportedOperationException();
    }
}
