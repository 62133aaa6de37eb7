package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The least that a function with a table does: it reads one item with the SDK and answers.
public final class HelloHandler implements RequestStreamHandler {
    private final DynamoDbClient dynamo = DynamoDbClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var key = Map.of("p", AttributeValue.fromS("HELLO"), "s", AttributeValue.fromS("WORLD"));
        var item = dynamo.getItem(get -> get.tableName("credits").key(key)).item();
        output.write(("{\"hello\":" + item.size() + "}").getBytes(UTF_8));
    }
}
