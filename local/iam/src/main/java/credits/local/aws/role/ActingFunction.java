package credits.local.aws.role;

import credits.local.aws.iam.IamRequest;
import credits.local.aws.iam.IamRole;
import credits.local.aws.iam.PolicyDecision;
import credits.local.aws.iam.PolicyEvaluator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The function on whose behalf a thread, and the threads that it starts, call AWS. Without one, a call is the test's
/// own and may do anything.
public final class ActingFunction {
    private static final PolicyEvaluator EVALUATOR = new PolicyEvaluator(List.of());
    private static final Map<String, IamRole> ROLES = new ConcurrentHashMap<>();
    private static final int MAX_DECISIONS = 20_000;
    // Most calls are like earlier ones.
    private static final Map<DecidedRequest, Boolean> DECISIONS = new ConcurrentHashMap<>();
    private static final InheritableThreadLocal<Optional<IamRole>> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected Optional<IamRole> initialValue() {
            return Optional.empty();
        }
    };

    private ActingFunction() {}

    /// Returns the result of `call`, made as the function `name`, such as `DebitFunction`.
    public static <T extends @Nullable Object> T call(String name, Supplier<T> call) {
        var before = CURRENT.get();
        CURRENT.set(Optional.of(ROLES.computeIfAbsent(name, ActingFunction::readRole)));
        try {
            return call.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /// Runs `task` as the function `name`.
    public static void run(String name, Runnable task) {
        var _ = call(name, () -> {
            task.run();
            return true;
        });
    }

    /// Fails the test if the function's role does not allow the call. Nothing that catches exceptions hides that.
    public static void requireAllowed(String action, String resource) {
        requireAllowed(new IamRequest(action, resource, Map.of()));
    }

    static void requireAllowed(IamRequest request) {
        if (!isAllowed(request))
            throw new AssertionError("%s is not authorized to perform: %s on resource: %s %s"
                    .formatted(
                            CURRENT.get().map(IamRole::name).orElseThrow(),
                            request.action(),
                            request.resource(),
                            request.context()));
    }

    /// Whether the function's role allows the call.
    public static boolean isAllowed(String action, String resource) {
        return isAllowed(new IamRequest(action, resource, Map.of()));
    }

    static boolean isAllowed(IamRequest request) {
        return CURRENT.get().map(role -> isAllowed(role, request)).orElse(true);
    }

    private record DecidedRequest(String role, IamRequest request) {}

    private static boolean isAllowed(IamRole role, IamRequest request) {
        if (DECISIONS.size() >= MAX_DECISIONS) DECISIONS.clear();
        return DECISIONS.computeIfAbsent(
                new DecidedRequest(role.name(), request), decided -> decide(role, decided.request()));
    }

    private static boolean decide(IamRole role, IamRequest request) {
        boolean isAllowed = EVALUATOR.evaluate(role, request) instanceof PolicyDecision.Allowed;
        if (isAllowed) SeenCalls.add(role.name(), request);
        return isAllowed;
    }

    private static IamRole readRole(String function) {
        var lines = ApprovedPermissions.byFunction().get(function);
        if (lines == null) throw new IllegalArgumentException("no such function: " + function);
        var statements = lines.lines().map(StatementParser::parse).toList();
        return new IamRole(function, List.of(), statements);
    }
}
