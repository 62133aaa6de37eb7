package credits.priming;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// A function that starts from a snapshot, and answers one request before it is taken.
///
/// Another instance answers, and is thrown away with its clients: what this one will be restored with holds no
/// connection, no credentials, no secret and nothing that was read. The random numbers of ours are `SecureRandom`'s,
/// which reads the operating system's each time, so that two restored from one snapshot do not draw the same.
public interface Primed extends RequestStreamHandler, Resource {
    /// The request that it answers then. It must change nothing.
    FirstRequest firstRequest();

    /// Another one of these, as Lambda would make it in this environment.
    RequestStreamHandler another(Map<String, String> environment);

    /// Has Lambda tell `function` before a snapshot. Elsewhere nobody does.
    static void register(Primed function) {
        Core.getGlobalContext().register(function);
    }

    @Override
    default void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
        prime(System.getenv(), LambdaRuntime.getLogger());
    }

    /// Answers the first request. What cannot be answered, such as when the database does not, is answered as a fault
    /// is: it stops no deployment.
    default void prime(Map<String, String> environment, LambdaLogger log) throws IOException {
        firstRequest().playTo(another(environment), environment, log);
    }

    @Override
    default void afterRestore(Context<? extends Resource> context) {
        // Nothing to mend: secrets and credentials are fetched when they are first needed.
    }
}
