package credits.stripe;

import credits.local.aws.interception.DynamoInterceptor;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// The end of the execution environment at a call of the table. An Error, so that none of our code catches it.
public final class WorkerCrash extends Error {
    private static final long serialVersionUID = 1;

    /// Returns a client of `dynamo` that crashes at one call.
    ///
    /// @param number the call's number, counted from 0
    /// @param afterCall whether the call is executed first
    public static DynamoDbClient at(int number, boolean afterCall, DynamoDbClient dynamo) {
        return new InterceptedDynamo(dynamo, new CrashingCall(number, afterCall));
    }

    private static final class CrashingCall implements DynamoInterceptor {
        private final boolean afterCall;
        private int callsLeft;

        private CrashingCall(int number, boolean afterCall) {
            this.callsLeft = number;
            this.afterCall = afterCall;
        }

        @Override
        public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
            boolean dies = callsLeft-- == 0;
            if (dies && !afterCall) throw new WorkerCrash();
            var response = call.get();
            if (dies) throw new WorkerCrash();
            return response;
        }
    }
}
