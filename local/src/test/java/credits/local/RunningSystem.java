package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.function.debit.DebitHandler;
import credits.local.gateway.Front.PortTaken;
import credits.local.template.Function;
import credits.local.template.Mapping;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The system as `./run --without-demo --now …` starts it, from the template that deploys, on ports of its own: no test
/// depends on when it runs.
final class RunningSystem implements AutoCloseable {
    // What is not there by then does not come: no machine is that slow.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(5);
    static final Path DEPLOYED = Path.of("../infrastructure/target/cdk.out");
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PrintedLines printed = new PrintedLines();
    private final Map<List<String>, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger customers = new AtomicInteger();
    private final Local local;
    private final Http http;

    private RunningSystem(Optional<Path> data, Path template, Instant now) {
        var console = new Console(new PrintStream(printed, true, UTF_8), true);
        var options = new Options(0, 0, data, Optional.of(now), false, true, template, Path.of("../web"));
        try {
            local = Local.start(options, console);
        } catch (PortTaken impossible) {
            throw new IllegalStateException(impossible);
        }
        local.schedules().close(); // they run when a test asks, not when the pretended hour is theirs
        http = new Http(local.address());
    }

    static RunningSystem start() {
        return new RunningSystem(Optional.empty(), DEPLOYED, Moments.CHOSEN);
    }

    /// That begins at another moment than those of the other tests.
    static RunningSystem at(Instant now) {
        return new RunningSystem(Optional.empty(), DEPLOYED, now);
    }

    /// Keeps its table in `data`.
    static RunningSystem start(Path data) {
        return new RunningSystem(Optional.of(data), DEPLOYED, Moments.CHOSEN);
    }

    /// From another template than the one that deploys.
    static RunningSystem startWith(Path template) {
        return new RunningSystem(Optional.empty(), template, Moments.CHOSEN);
    }

    Local local() {
        return local;
    }

    Http http() {
        return http;
    }

    /// What time it is there.
    Instant now() {
        return local.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A token of this member, issued when it was first asked for: signing costs more than most calls.
    String token(String organisation, String member, String role) {
        return tokens.computeIfAbsent(
                List.of(organisation, member, role),
                _ -> local.tokens(local.clock()).token(organisation, member, role));
    }

    /// A key for a call, or an id for a report, that is made now.
    String id() {
        return Ulid.next(now(), RANDOM);
    }

    /// All that it logged so far.
    String printed() {
        return printed.lines().collect(joining("\n"));
    }

    SqsClient queues() {
        return local.stores().queues().client();
    }

    /// An organisation that nobody used before, with these credits from now on.
    Customer customer(String credits) {
        return customer(credits, local.clock());
    }

    /// One whose credits, and so whose account, are of the time that `opened` says.
    Customer customer(String credits, InstantSource opened) {
        var customer = stranger();
        local.preparation(opened).credits(customer.organisation(), credits);
        return customer;
    }

    /// An organisation to whose account nothing has happened.
    Customer stranger() {
        return new Customer(this, "org_" + customers.incrementAndGet());
    }

    Mapping debit() {
        return local.template().mappings().stream()
                .filter(mapping -> mapping.function().handler().equals(DebitHandler.class.getName()))
                .findFirst()
                .orElseThrow();
    }

    /// What the deployment would give the debit function.
    Map<String, String> debitEnvironment() {
        return local.functions().environment(debit().function());
    }

    Map<String, String> environment(Function function) {
        return local.functions().environment(function);
    }

    /// What the debit function logged of the messages of an organisation, oldest first.
    Stream<JsonNode> debitLog(Customer customer) {
        return printed.lines()
                .filter(line -> line.startsWith(debit().function().name()))
                .map(line -> json(line.substring(line.indexOf('{'))))
                .filter(line -> line.path("organisation").asText().equals(customer.organisation()));
    }

    /// Until no message is left on the usage queue, waiting or in work.
    void awaitSettled() {
        await("the usage queue to be empty", () -> waiting() == 0);
    }

    void await(String what, BooleanSupplier came) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!came.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0)
                throw new AssertionError("waited in vain for " + what + "\n" + printed());
            LockSupport.parkNanos(PAUSE.toNanos()); // leaves the processor to what is waited for
        }
    }

    private int waiting() {
        return queues()
                .getQueueAttributes(
                        request -> request.queueUrl(local.usageQueue().url()).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().name().startsWith("APPROXIMATE_NUMBER_OF_MESSAGES"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        http.close();
        local.close();
    }
}
