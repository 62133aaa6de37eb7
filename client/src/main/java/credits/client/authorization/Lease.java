package credits.client.authorization;

import credits.client.UsageQuantity;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Decides small uses in the process, from a hold that a background thread renews ahead of need. Create one
/// per process, organisation and operation, share it between threads, and close it on shutdown, before the
/// reporter.
///
/// What it granted is covered by its hold: the balance and the limit are never exceeded, whatever many
/// processes do. What the process used is reported once a period, with one line; a crash loses at most
/// that, and frees the hold when it expires. What a lease holds is not available to others meanwhile, so a
/// hold takes at most a quarter of what is available to the organisation.
///
/// ```java
/// var lease = credits.lease(acme, LeaseRequest.of("search.query", UsageQuantity.of(10_000)), reporter);
/// if (!lease.tryUse(ONE_QUERY)) credits.debit(acme, AuthorizationRequest.of("search.query", ONE_QUERY));
/// ```
public final class Lease implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Lease.class.getName());
    private static final Duration DELAY_AFTER_FAULT = Duration.ofSeconds(1);

    private final LeaseRenewal renewal;
    private final Thread thread;
    private final Runnable wake;

    private Lease(LeaseRenewal renewal) {
        this.renewal = renewal;
        this.thread = new Thread(this::run, "credits-lease");
        this.wake = () -> LockSupport.unpark(thread);
        thread.setDaemon(true);
    }

    /// Places the first hold, if there is an answer in time, and starts the thread.
    static Lease start(LeaseRenewal renewal) {
        var lease = new Lease(renewal);
        var ignored = lease.runDue();
        lease.thread.start();
        return lease;
    }

    /// Uses a quantity of the operation, if the lease has it: after `true` it is held and will be debited.
    /// After `false` nothing is, which does not mean that the organisation has nothing left: let the
    /// service decide, with [CreditsClient#debit] or [CreditsClient#authorize], which also tell why not.
    /// Calls nobody, waits for nothing, and allocates nothing.
    public boolean tryUse(UsageQuantity quantity) {
        return renewal.tryUse(quantity.micros(), wake);
    }

    private void run() {
        while (!renewal.isClosed()) {
            LockSupport.parkNanos(this, runDue().toNanos());
            // Nobody ends this thread with an interrupt, and with one, it would not wait.
            var ignored = Thread.interrupted();
        }
    }

    private Duration runDue() {
        try {
            return renewal.runDue();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "A lease could not be renewed", failure);
            return DELAY_AFTER_FAULT;
        }
    }

    /// Refuses all further use, reports what was used, and releases the rest. Waits for a call that is
    /// under way, as long as the client's timeouts allow. Closing again has no effect.
    @Override
    public void close() {
        renewal.close();
        wake.run();
    }
}
