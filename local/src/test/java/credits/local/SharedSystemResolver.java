package credits.local;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One running system for all test classes that do not disturb each other: each uses its own organisations, and
/// leaves common state as it found it. The system starts with the first test that needs it, and is closed after
/// the last one.
final class SharedSystemResolver implements ParameterResolver {
    private static final Namespace OWN = Namespace.create(SharedSystemResolver.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(RunningSystem.class);
    }

    @Override
    public RunningSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OWN)
                .computeIfAbsent(RunningSystem.class, _ -> RunningSystem.start(), RunningSystem.class);
    }
}
