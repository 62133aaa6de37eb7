package credits.local.template;

import credits.local.access.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A function: the class that handles, its environment with local names and addresses in it, how long it may take.
///
/// @param role whom it acts as
public record Function(
        String name, String handler, Map<String, String> environment, Duration timeout, int memoryMb, Role role) {
    static final String TYPE = "AWS::Lambda::Function";

    private static final Set<String> PLAYED =
            Set.of("FunctionName", "Handler", "Environment", "Timeout", "Runtime", "MemorySize", "Role");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of(
            "Architectures",
            "Code",
            "Description",
            "LoggingConfig",
            "ReservedConcurrentExecutions",
            "SnapStart",
            "Tags",
            "TracingConfig");

    private static final String SERVICE = "lambda.amazonaws.com";

    static Function of(Resource resource, References references, Policies policies) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("Runtime", "java25");
        var environment = new TreeMap<String, String>();
        for (var variable : resource.property("Environment").path("Variables").properties())
            environment.put(variable.getKey(), references.text(new Expression(resource.stack(), variable.getValue())));
        var role = policies.role(resource, "Role");
        if (!role.trusted().contains(SERVICE)) throw resource.refused(SERVICE + " may not act as " + role.name());
        return new Function(
                nameOf(resource),
                resource.text("Handler"),
                Map.copyOf(environment),
                Duration.ofSeconds(resource.number("Timeout", 3)),
                resource.number("MemorySize", 128),
                role);
    }

    static String nameOf(Resource resource) {
        return resource.text("FunctionName", resource.id());
    }
}
