package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.function.debit.DebitHandler;
import credits.local.aws.template.EventSourceMapping;
import credits.local.aws.template.FunctionDefinition;
import credits.local.cli.RunOptions;
import credits.local.cli.TerminalOutput;
import credits.local.http.LocalServer.PortInUseException;
import credits.local.usage.UlidFactory;
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

/// The system as `./run --without-demo --now …` starts it, from the deployed template and on free ports. No
/// test depends on when it runs.
final class RunningSystem implements AutoCloseable {
    // Far longer than anything takes on the slowest machine.
    private static final Duration AWAIT_TIMEOUT = Duration.ofMinutes(3);
    // A member who asks again and again stays within the share of requests.
    private static final Duration POLL_INTERVAL = Duration.ofMillis(60);
    static final Path SYNTHESIZED_TEMPLATE = Path.of("../infrastructure/target/cdk.out");
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ConsoleLines output = new ConsoleLines();
    private final Map<List<String>, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger customerCount = new AtomicInteger();
    private final LocalSystem localSystem;
    private final ContractHttpClient http;

    private RunningSystem(Optional<Path> data, Path template, Instant now) {
        var console = new TerminalOutput(new PrintStream(output, true, UTF_8), true);
        var options = new RunOptions(0, 0, data, Optional.of(now), false, 0, true, template, Path.of("../web"));
        try {
            localSystem = LocalSystem.start(options, console);
        } catch (PortInUseException impossible) {
            throw new IllegalStateException(impossible);
        }
        localSystem.scheduleRunner().close(); // schedules run when a test runs them, not at their pretended times
        http = new ContractHttpClient(localSystem.address());
    }

    static RunningSystem start() {
        return new RunningSystem(Optional.empty(), SYNTHESIZED_TEMPLATE, TestMoments.CURRENT);
    }

    /// Starts a system at another moment than the other tests'.
    static RunningSystem startAt(Instant now) {
        return new RunningSystem(Optional.empty(), SYNTHESIZED_TEMPLATE, now);
    }

    /// Starts a system that keeps its table in `data`.
    static RunningSystem start(Path data) {
        return new RunningSystem(Optional.of(data), SYNTHESIZED_TEMPLATE, TestMoments.CURRENT);
    }

    /// Starts a system from another template than the deployed one.
    static RunningSystem startWith(Path template) {
        return new RunningSystem(Optional.empty(), template, TestMoments.CURRENT);
    }

    LocalSystem localSystem() {
        return localSystem;
    }

    ContractHttpClient http() {
        return http;
    }

    /// The system's time.
    Instant now() {
        return localSystem.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A token of this member, cached because signing costs more than most calls.
    String issueToken(String organisation, String member, String role) {
        return tokens.computeIfAbsent(
                List.of(organisation, member, role),
                _ -> localSystem.tokens(localSystem.clock()).issueToken(organisation, member, role));
    }

    /// A new idempotency key or report id.
    String newId() {
        return UlidFactory.next(now(), RANDOM);
    }

    /// The console output so far.
    String consoleOutput() {
        return output.lines().collect(joining("\n"));
    }

    SqsClient sqsClient() {
        return localSystem.services().sqs().client();
    }

    /// A new organisation with these credits.
    TestCustomer customer(String credits) {
        return customer(credits, localSystem.clock());
    }

    /// A new organisation whose credits, and so whose account, date from the time of `opened`.
    TestCustomer customer(String credits, InstantSource opened) {
        var customer = newOrganisation();
        localSystem.dataSeeder(opened).grantCredits(customer.organisation(), credits);
        return customer;
    }

    /// A new organisation without an account.
    TestCustomer newOrganisation() {
        return new TestCustomer(this, "org_" + customerCount.incrementAndGet());
    }

    EventSourceMapping debitMapping() {
        return localSystem.template().mappings().stream()
                .filter(mapping -> mapping.function().handler().equals(DebitHandler.class.getName()))
                .findFirst()
                .orElseThrow();
    }

    /// The environment of the debit function.
    Map<String, String> debitEnvironment() {
        return localSystem.functions().environmentOf(debitMapping().function());
    }

    Map<String, String> environment(FunctionDefinition function) {
        return localSystem.functions().environmentOf(function);
    }

    /// The debit function's log lines about an organisation, oldest first.
    Stream<JsonNode> debitLog(TestCustomer customer) {
        return output.lines()
                .filter(line -> line.startsWith(debitMapping().function().name()))
                .map(line -> parseJson(line.substring(line.indexOf('{'))))
                .filter(line -> line.path("organisation").asText().equals(customer.organisation()));
    }

    /// Waits until the usage queue is empty: no message is waiting or being processed.
    void awaitEmptyQueue() {
        await("the usage queue to be empty", () -> pendingMessages() == 0);
    }

    void await(String what, BooleanSupplier came) {
        var deadline = System.nanoTime() + AWAIT_TIMEOUT.toNanos();
        while (!came.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0)
                throw new AssertionError("timed out waiting for " + what + "\n" + consoleOutput());
            LockSupport.parkNanos(POLL_INTERVAL.toNanos()); // yields the processor
        }
    }

    private int pendingMessages() {
        return sqsClient()
                .getQueueAttributes(request ->
                        request.queueUrl(localSystem.usageQueue().url()).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().name().startsWith("APPROXIMATE_NUMBER_OF_MESSAGES"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }

    static JsonNode parseJson(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        http.close();
        localSystem.close();
    }
}
