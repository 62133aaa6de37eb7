package credits.function.limits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

public final class LimitsHandler implements RequestStreamHandler {
    /// Called by Lambda.
    public LimitsHandler() {
        this(System.getenv());
    }

    /// Called by whoever runs the function elsewhere, with the environment that the deployment would give it.
    public LimitsHandler(Map<String, String> environment) {
        var _ = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        throw new UnsupportedOperationException();
    }
}
