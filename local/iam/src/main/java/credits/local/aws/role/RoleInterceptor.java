package credits.local.aws.role;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Holds the calls of a client of the AWS SDK to the role of the [ActingFunction].
///
/// @param service the service as in its actions, such as `sqs`
/// @param resource the resource that all calls are for, as in the approved list
public record RoleInterceptor(String service, String resource) implements ExecutionInterceptor {
    private static final String REQUEST_SUFFIX = "Request";

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var request = context.request().getClass().getSimpleName();
        var action = request.substring(0, request.length() - REQUEST_SUFFIX.length());
        ActingFunction.requireAllowed(service + ":" + action, resource);
    }
}
