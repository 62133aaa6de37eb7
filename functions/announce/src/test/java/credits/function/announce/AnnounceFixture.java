package credits.function.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.contract.OpenApiContract;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import java.time.InstantSource;
import java.util.Map;

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
}
