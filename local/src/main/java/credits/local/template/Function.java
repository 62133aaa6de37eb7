package credits.local.template;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A function: the class that handles, its environment with local names and addresses in it, how long it may take.
public record Function(String name, String handler, Map<String, String> environment, Duration timeout, int memoryMb) {
    static final String TYPE = "AWS::Lambda::Function";

    private static final Set<String> PLAYED =
            Set.of("FunctionName", "Handler", "Environment", "Timeout", "Runtime", "MemorySize");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of(
            "Architectures",
            "Code",
            "Description",
            "LoggingConfig",
            "ReservedConcurrentExecutions",
            "Role",
            "SnapStart",
            "Tags",
            "TracingConfig");

    static Function of(Resource resource, References references) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("Runtime", "java25");
        var environment = new TreeMap<String, String>();
        for (var variable : resource.property("Environment").path("Variables").properties())
            environment.put(variable.getKey(), references.text(new Expression(resource.stack(), variable.getValue())));
        return new Function(
                resource.text("FunctionName", resource.id()),
                resource.text("Handler"),
                Map.copyOf(environment),
                Duration.ofSeconds(resource.number("Timeout", 3)),
                resource.number("MemorySize", 128));
    }
}
