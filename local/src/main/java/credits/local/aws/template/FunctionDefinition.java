package credits.local.aws.template;

import credits.local.aws.iam.IamRole;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A function: its handler class, its environment with local names and addresses, its timeout and its role.
///
/// @param role the role that it assumes
public record FunctionDefinition(
        String name, String handler, Map<String, String> environment, Duration timeout, int memoryMb, IamRole role) {
    static final String TYPE = "AWS::Lambda::Function";

    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("FunctionName", "Handler", "Environment", "Timeout", "Runtime", "MemorySize", "Role");
    private static final Set<String> IGNORED_PROPERTIES = Set.of(
            "Architectures",
            "Code",
            "Description",
            "LoggingConfig",
            "ReservedConcurrentExecutions",
            "SnapStart",
            "Tags",
            "TracingConfig");

    private static final String LAMBDA_SERVICE = "lambda.amazonaws.com";

    static FunctionDefinition of(TemplateResource resource, ReferenceResolver references, PolicyReader policies) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES).requireValue("Runtime", "java25");
        var environment = new TreeMap<String, String>();
        for (var variable : resource.property("Environment").path("Variables").properties())
            environment.put(
                    variable.getKey(),
                    references.resolveText(new TemplateExpression(resource.stack(), variable.getValue())));
        var role = policies.readRole(resource, "Role");
        if (!role.trustedServices().contains(LAMBDA_SERVICE))
            throw resource.unsupported(LAMBDA_SERVICE + " may not act as " + role.name());
        return new FunctionDefinition(
                nameOf(resource),
                resource.text("Handler"),
                Map.copyOf(environment),
                Duration.ofSeconds(resource.number("Timeout", 3)),
                resource.number("MemorySize", 128),
                role);
    }

    static String nameOf(TemplateResource resource) {
        return resource.text("FunctionName", resource.id());
    }
}
