package credits.function.usage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

public final class UsageHandler implements RequestStreamHandler {
    /// Called by Lambda.
    public UsageHandler() {
        this(System.getenv());
    }

    /// Called by whoever runs the function elsewhere, with the environment that the deployment would give it.
    public UsageHandler(Map<String, String> environment) {
        var _ = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        throw new UnsupportedOperationException();
    }
}
