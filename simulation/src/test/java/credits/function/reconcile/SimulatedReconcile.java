package credits.function.reconcile;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.stripe.StripeWiring;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/// The function of the schedules, on simulated services: it works on one slice at a time, in its own thread.
public final class SimulatedReconcile {
    private SimulatedReconcile() {}

    public static RequestStreamHandler newHandler(
            StripeWiring wiring, Map<String, String> environment, InstantSource clock) {
        var tasks = new TaskRunner(new TaskProgress(wiring.dynamo(), wiring.tableName()), CallingThread::new);
        return new ReconcileHandler(wiring, environment, clock, tasks);
    }

    private static final class CallingThread extends AbstractExecutorService {
        private boolean isShutdown;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {
            isShutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            isShutdown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return isShutdown;
        }

        @Override
        public boolean isTerminated() {
            return isShutdown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return isShutdown;
        }
    }
}
