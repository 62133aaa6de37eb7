package credits.function.limits;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// One write can fail, or a concurrent one can win the race.
final class DisturbedWrites implements DynamoInterceptor {
    private Runnable beforePut = DisturbedWrites::doNothing;
    private Runnable beforeUpdate = DisturbedWrites::doNothing;
    private boolean repeatsNextUpdate;

    private static void doNothing() {}

    private static void loseResponse() {
        throw SdkClientException.create("no answer");
    }

    private static void failOnWrite() {
        throw new AssertionError("a write");
    }

    void failNextPut() {
        beforePut = DisturbedWrites::loseResponse;
    }

    void forbidWrites() {
        beforePut = beforeUpdate = DisturbedWrites::failOnWrite;
    }

    void beforeNextPut(Runnable others) {
        beforePut = others;
    }

    void beforeNextUpdate(Runnable others) {
        beforeUpdate = others;
    }

    void repeatNextUpdate() {
        repeatsNextUpdate = true;
    }

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        if (request instanceof PutItemRequest) {
            var action = beforePut;
            beforePut = DisturbedWrites::doNothing;
            action.run();
        }
        if (request instanceof UpdateItemRequest) {
            var action = beforeUpdate;
            beforeUpdate = DisturbedWrites::doNothing;
            action.run();
            if (repeatsNextUpdate) {
                repeatsNextUpdate = false;
                var _ = call.get();
            }
        }
        return call.get();
    }
}
