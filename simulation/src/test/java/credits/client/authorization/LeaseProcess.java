package credits.client.authorization;

import static credits.simulation.invariants.InvariantViolationException.check;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.internal.JsonValue;
import credits.client.internal.UlidGenerator;
import credits.client.usage.ReportLine;
import credits.simulation.ChoiceSource;
import credits.simulation.SimulatedCrash;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A process of a feature with a lease: its clocks, its network, and its reporter's memory.
final class LeaseProcess {
    private static final Organisation ACME = new Organisation("acme");
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final LeaseRequest REQUEST =
            LeaseRequest.of(LeaseWorld.QUERY.value(), UsageQuantity.of(40)).period(PERIOD);

    private final LeaseWorld world;
    private final ChoiceSource choices;
    private final Runnable meanwhile;
    private final Duration clockError;
    private final LeaseRenewal renewal;
    private final Deque<ReportLine> unsentLines = new ArrayDeque<>();
    private Duration standstill = Duration.ZERO;
    private boolean isDisturbed = true;
    private Optional<String> holdKey = Optional.empty();
    private boolean isAnswered = true;
    private Instant latestEnd = Instant.MIN;
    private long decidedMicros;
    private long reportedMicros;

    /// @param meanwhile what others do while a call is under way
    LeaseProcess(LeaseWorld world, ChoiceSource choices, Runnable meanwhile) {
        this.world = world;
        this.choices = choices;
        this.meanwhile = meanwhile;
        this.clockError = Duration.ofSeconds(choices.nextInt(480) - 240);
        var random = new SplittableRandom(choices.nextInt(Integer.MAX_VALUE));
        var timeouts = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));
        var client = new RetryingClient(this::send, timeouts, random, this::nanos, world::pass);
        var credits = new CreditsClient(client, new UlidGenerator(random), this::instant);
        var settlements = new LeaseSettlements(REQUEST, (_, lines) -> record(lines));
        this.renewal = new LeaseRenewal(
                credits, ACME, REQUEST, settlements, new LeaseClocks(this::nanos, this::instant), random);
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, world.now()).minus(standstill).toNanos();
    }

    private Instant instant() {
        return world.now().plus(clockError);
    }

    /// The machine is suspended, and its monotonic clock stands still.
    void suspend(Duration time) {
        standstill = standstill.plus(time);
        world.pass(time);
    }

    /// From now on its network works.
    void calm() {
        isDisturbed = false;
    }

    void renew() {
        var _ = renewal.runDue();
    }

    /// Takes a decision. One that is granted must come from a hold that has not expired.
    void decide(long micros) {
        if (!renewal.tryUse(micros, () -> {})) return;
        decidedMicros += micros;
        check(world.now().isBefore(latestEnd), "lease: a decision after the end of the hold", latestEnd);
    }

    private void record(List<ReportLine> lines) {
        unsentLines.addAll(lines);
        for (var line : lines) reportedMicros += line.usageQuantity().micros();
    }

    /// Its reporter sends a line.
    void sendLine() {
        var line = unsentLines.poll();
        if (line != null) world.send(line);
    }

    /// Ends it in order. From then on it decides nothing, and everything that was decided has been reported, to the
    /// last digit.
    void close() {
        renewal.close();
        check(!renewal.tryUse(1, () -> {}), "lease: a decision after closing", world.now());
        while (!unsentLines.isEmpty()) sendLine();
        check(decidedMicros == reportedMicros, "lease: decided " + decidedMicros + ", but reported", reportedMicros);
    }

    private ApiResponse send(ApiRequest request, Duration timeout) throws IOException {
        if (!isDisturbed) return respond(request);
        world.pass(Duration.ofMillis(choices.nextInt(300)));
        if (choices.nextBoolean(0.01)) throw new SimulatedCrash("before a call");
        if (choices.nextBoolean(0.1)) throw lost(timeout, "request");
        checkRepeated(request);
        meanwhile.run();
        decide(1 + choices.nextInt(2_000_000));
        var response = respond(request);
        if (choices.nextBoolean(0.01)) throw new SimulatedCrash("after a call");
        if (choices.nextBoolean(0.15)) throw lost(timeout, "response");
        if (choices.nextBoolean(0.02)) world.pass(Duration.ofSeconds(choices.nextInt(60)));
        if (choices.nextBoolean(0.05)) return new ApiResponse(503, Optional.empty(), "");
        isAnswered |= isHoldRequest(request);
        return response;
    }

    private static boolean isHoldRequest(ApiRequest request) {
        return request.target().equals("/v1/authorizations");
    }

    // Until there is an answer, a hold is only requested with the key that it has already.
    private void checkRepeated(ApiRequest request) {
        if (!isHoldRequest(request)) return;
        var key = request.idempotencyKey();
        check(isAnswered || key.equals(holdKey), "lease: a hold is forgotten", holdKey);
        holdKey = key;
        isAnswered = false;
    }

    private IOException lost(Duration timeout, String what) {
        world.pass(timeout);
        return new IOException(what + " lost");
    }

    // Of the holds that the service has placed for it, the latest end counts: it may have the earlier one.
    private ApiResponse respond(ApiRequest request) {
        var response = world.api().respond(request, world.now());
        world.checkBounds();
        if (response.status() == 200 && isHoldRequest(request)) {
            var id = AuthorizationStatus.from(JsonValue.parseObject(response.body()))
                    .id();
            latestEnd = world.placedHold(id).hold().expiresAt();
        }
        return response;
    }
}
