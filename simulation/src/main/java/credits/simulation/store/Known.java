package credits.simulation.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// Rejects parameters that the store does not support, instead of ignoring them.
final class Known {
    private Known() {}

    static void only(SdkPojo request, Set<String> parameters) {
        for (var field : request.sdkFields()) {
            if (!parameters.contains(field.memberName()) && isGiven(field.getValueOrDefault(request))) {
                throw new UnsupportedOperationException(
                        request.getClass().getSimpleName() + " with " + field.memberName());
            }
        }
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }
}
