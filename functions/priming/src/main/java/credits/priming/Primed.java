package credits.priming;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// A function that starts from a SnapStart snapshot and handles one request before the snapshot is taken.
///
/// The priming request is handled by a second instance, which is discarded with its clients. The snapshotted instance
/// therefore holds no connections, credentials, secrets or data. Random numbers come from `SecureRandom`, which reads
/// the operating system's source each time, so that two instances restored from one snapshot do not draw the same.
public interface Primed extends RequestStreamHandler, Resource {
    /// The request to handle before the snapshot. It must not change anything.
    FirstRequest firstRequest();

    /// A second instance of this handler, created as Lambda would create it in this environment.
    RequestStreamHandler another(Map<String, String> environment);

    /// Registers `function` to be primed before the snapshot; without effect outside Lambda.
    static void register(Primed function) {
        Core.getGlobalContext().register(function);
    }

    @Override
    default void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
        prime(System.getenv(), LambdaRuntime.getLogger());
    }

    /// Handles the priming request. A failure, such as an unavailable database, becomes an error response and does not
    /// stop the deployment.
    default void prime(Map<String, String> environment, LambdaLogger log) throws IOException {
        firstRequest().playTo(another(environment), environment, log);
    }

    @Override
    default void afterRestore(Context<? extends Resource> context) {
        // Nothing to restore: secrets and credentials are fetched on first use.
    }
}
