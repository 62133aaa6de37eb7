package credits.function.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.HandlerInvoker;
import credits.contract.OpenApiContract;
import credits.ledger.DynamoDbFixture;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The function, and what its consumers rely on.
final class AnnounceFixture {
    static final String SOURCE = "/credits/test";

    private static final OpenApiContract CONTRACT = OpenApiContract.load();

    private AnnounceFixture() {}

    static HandlerInvoker newInvoker() {
        return new HandlerInvoker(new AnnounceHandler(Map.of("EVENT_SOURCE", SOURCE), InstantSource.system()));
    }

    /// Reads the event with the SDK of CloudEvents, which refuses what is none, and validates it by the schema that the
    /// contract has for its type.
    static void assertThatEventMatchesContract(String json) {
        var event = new JsonFormat().deserialize(json.getBytes(UTF_8));
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getSource()).hasToString(SOURCE);
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getExtensionNames()).isEmpty();
        CONTRACT.checkEvent(event.getType(), json);
    }

    /// Returns the stream record of an item that was put under these keys.
    static ObjectNode record(Map<String, AttributeValue> keys) {
        var item = DynamoDbFixture.DYNAMO
                .getItem(get -> get.tableName(DynamoDbFixture.TABLE_NAME).key(keys))
                .item();
        var record =
                JsonNodeFactory.instance.objectNode().put("eventName", "INSERT").put("eventSource", "aws:dynamodb");
        var dynamodb = record.putObject("dynamodb");
        dynamodb.set("Keys", attributes(keys));
        dynamodb.set("NewImage", attributes(item));
        return record;
    }

    private static ObjectNode attributes(Map<String, AttributeValue> item) {
        var attributes = JsonNodeFactory.instance.objectNode();
        item.forEach((name, value) -> {
            var typed = attributes.putObject(name);
            if (value.s() != null) typed.put("S", value.s());
            else if (value.n() != null) typed.put("N", value.n());
            else if (value.hasL()) typed.putArray("L");
            else typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
        });
        return attributes;
    }
}
