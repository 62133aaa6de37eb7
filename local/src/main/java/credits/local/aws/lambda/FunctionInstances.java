package credits.local.aws.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// A function that can be invoked. Like Lambda it keeps as many instances as there are requests at one time, and
/// gives an instance one request at a time. Unlike Lambda it does not end one that is over its time, so that
/// nobody's breakpoint does.
public final class FunctionInstances {
    /// An invocation that ended without an answer: the function threw, or answered more than may be.
    public static final class InvocationFailedException extends Exception {
        private static final long serialVersionUID = 1;

        InvocationFailedException(String function, int bytes) {
            super(function + " answered " + bytes + " bytes, more than Lambda hands over: " + MAX_RESPONSE_BYTES);
        }

        InvocationFailedException(String function, Throwable cause) {
            super(function + " failed: " + cause, cause);
        }
    }

    /// What Lambda hands over of an answer that is not streamed: 6 MB and a little for its own envelope, as its
    /// error message says.
    private static final int MAX_RESPONSE_BYTES = 6_291_556;

    private final credits.local.aws.template.FunctionDefinition definition;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Queue<RequestStreamHandler> idleInstances = new ConcurrentLinkedQueue<>();

    /// Makes the first instance at once: what cannot start should say so at the start. `clock` tells the function the
    /// time, `log` gets its logs.
    public FunctionInstances(
            credits.local.aws.template.FunctionDefinition definition,
            Map<String, String> environment,
            InstantSource clock,
            Consumer<String> log) {
        this.definition = definition;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.log = log;
        idleInstances.add(newInstance());
    }

    /// The bytes that the function answers to an event.
    public byte[] invoke(byte[] event) throws InvocationFailedException {
        var idleInstance = idleInstances.poll();
        var instance = idleInstance == null ? newInstance() : idleInstance;
        var output = new ByteArrayOutputStream();
        try {
            instance.handleRequest(new ByteArrayInputStream(event), output, newContext());
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw new InvocationFailedException(definition.name(), e);
        } finally {
            idleInstances.add(instance);
        }
        if (output.size() > MAX_RESPONSE_BYTES) throw new InvocationFailedException(definition.name(), output.size());
        return output.toByteArray();
    }

    private InvocationContext newContext() {
        var deadlineNanos = System.nanoTime() + definition.timeout().toNanos();
        return new InvocationContext(definition, UUID.randomUUID().toString(), deadlineNanos, log);
    }

    /// Lambda calls the constructor without arguments and sets the process's environment; a process that is many
    /// functions has to hand the environment over, and the time that it pretends. Reflection, because the template
    /// names classes by text.
    private RequestStreamHandler newInstance() {
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
