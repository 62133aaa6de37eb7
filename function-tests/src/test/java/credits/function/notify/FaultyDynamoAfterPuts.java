package credits.function.notify;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A client that fails after a number of puts, like a worker that dies.
final class FaultyDynamoAfterPuts {
    private FaultyDynamoAfterPuts() {}

    static DynamoDbClient afterPuts(DynamoDbClient dynamo, int puts) {
        var left = new AtomicInteger(puts);
        return (DynamoDbClient) Proxy.newProxyInstance(
                FaultyDynamoAfterPuts.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("putItem") && left.getAndDecrement() <= 0)
                        throw SdkClientException.create("broken off");
                    try {
                        return method.invoke(dynamo, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
