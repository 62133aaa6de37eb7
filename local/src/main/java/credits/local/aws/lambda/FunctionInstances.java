package credits.local.aws.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A function with its instances. As in Lambda, an instance serves one request at a time: of the idle ones, the one
/// that was busy last. Its concurrency is limited, since callers, functions and database share the processors of one
/// machine: requests beyond the limit wait for their turn, in order. Unlike Lambda it does not enforce the timeout, so
/// that a breakpoint does not end the invocation.
public final class FunctionInstances {
    /// The invocation has no response: the function threw, or its response exceeds the limit.
    public static final class InvocationFailedException extends Exception {
        private static final long serialVersionUID = 1;

        InvocationFailedException(String function, int bytes) {
            super("The response of " + function + " has " + bytes + " bytes, more than Lambda's limit of "
                    + MAX_RESPONSE_BYTES);
        }

        InvocationFailedException(String function, Throwable cause) {
            super(function + " failed: " + cause, cause);
        }
    }

    /// Lambda's limit for a response that is not streamed: 6 MB plus a margin for its own envelope, as its
    /// error message states.
    private static final int MAX_RESPONSE_BYTES = 6_291_556;

    /// Half of the processors: callers and database need the rest. More instances would not answer more calls, and
    /// those that write to one account would only be in each other's way.
    private static final int DEFAULT_CONCURRENCY =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final credits.local.aws.template.FunctionDefinition definition;
    private final Supplier<RequestStreamHandler> factory;
    private final Consumer<String> log;
    private final Semaphore turns;
    private final Deque<RequestStreamHandler> idleInstances = new ConcurrentLinkedDeque<>();

    /// Creates the first instance at once, so that a function that cannot start fails at startup.
    ///
    /// @param clock the clock of the function
    /// @param log receives the function's log lines
    public FunctionInstances(
            credits.local.aws.template.FunctionDefinition definition,
            Map<String, String> environment,
            InstantSource clock,
            Consumer<String> log) {
        this(definition, () -> newInstance(definition, Map.copyOf(environment), clock), log);
    }

    /// Creates the first instance with `factory`, and as many more as run at a time.
    public FunctionInstances(
            credits.local.aws.template.FunctionDefinition definition,
            Supplier<RequestStreamHandler> factory,
            Consumer<String> log) {
        this(definition, factory, log, DEFAULT_CONCURRENCY);
    }

    /// Creates a function with another limit.
    ///
    /// @param concurrency the maximum number of instances
    public FunctionInstances(
            credits.local.aws.template.FunctionDefinition definition,
            Supplier<RequestStreamHandler> factory,
            Consumer<String> log,
            int concurrency) {
        this.turns = new Semaphore(concurrency, true);
        this.definition = definition;
        this.factory = factory;
        this.log = log;
        idleInstances.add(factory.get());
    }

    /// Invokes the function and returns its response.
    public byte[] invoke(byte[] event) throws InvocationFailedException {
        turns.acquireUninterruptibly();
        try {
            return invokeNow(event);
        } finally {
            turns.release();
        }
    }

    private byte[] invokeNow(byte[] event) throws InvocationFailedException {
        var idleInstance = idleInstances.poll();
        var instance = idleInstance == null ? factory.get() : idleInstance;
        var output = new ByteArrayOutputStream();
        try {
            instance.handleRequest(new ByteArrayInputStream(event), output, newContext());
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw new InvocationFailedException(definition.name(), e);
        } finally {
            idleInstances.push(instance);
        }
        if (output.size() > MAX_RESPONSE_BYTES) throw new InvocationFailedException(definition.name(), output.size());
        return output.toByteArray();
    }

    private InvocationContext newContext() {
        var deadlineNanos = System.nanoTime() + definition.timeout().toNanos();
        return new InvocationContext(definition, UUID.randomUUID().toString(), deadlineNanos, log);
    }

    /// Creates an instance. Lambda calls the no-argument constructor and sets the environment of the process.
    /// This process hosts many functions, so it passes the environment and the clock to a constructor.
    /// Reflection, because the template names the class.
    private static RequestStreamHandler newInstance(
            credits.local.aws.template.FunctionDefinition definition,
            Map<String, String> environment,
            InstantSource clock) {
        var className = definition.handler().split("::", -1)[0];
        try {
            return Class.forName(className)
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Map.class, InstantSource.class)
                    .newInstance(environment, clock);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("function " + definition.name() + " cannot start: " + className, e);
        }
    }
}
