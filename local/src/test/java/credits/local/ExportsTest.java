package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import credits.client.ClientFixture;
import credits.client.HttpTransport;
import credits.client.Line;
import credits.client.Organisation;
import credits.client.Quantity;
import credits.client.SqsSink;
import credits.client.Usage;
import credits.client.UsageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What `./run env` prints is all that a feature needs to know.
@ExtendWith(SharedSystem.class)
class ExportsTest {
    private final RunningSystem system;

    ExportsTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void a_feature_that_knows_nothing_else_reports_usage_and_authorizes() throws Exception {
        var customer = system.customer("10.00");
        var organisation = new Organisation(customer.organisation());
        var exported = exported();

        try (var queues = queues(exported);
                var sink = SqsSink.to(exported.get("USAGE_QUEUE_URL"), queues);
                var usage = Usage.to(
                        sink,
                        (report, why, _) -> {
                            throw new AssertionError(report + ": " + why);
                        },
                        UsageSettings.of("/features/search"),
                        system.local().clock(),
                        new SecureRandom())) {
            usage.record(organisation, Line.of("query.run", Quantity.of(15)));
            assertThat(usage.flush(Duration.ofMinutes(2))).isTrue();
        }
        system.await(
                "the report to be booked",
                () -> !customer.overview().path("days").isEmpty());
        var transport = new HttpTransport(
                URI.create(exported.get("CREDITS_URL")),
                () -> exported.get("CREDITS_TOKEN"),
                HttpClient.newHttpClient());
        var quota = ClientFixture.credits(transport, system.local().clock()).quota(organisation);

        assertThat(quota.balance()).isEqualByComparingTo("8.20");
    }

    private Map<String, String> exported() throws IOException {
        String text;
        try (var page =
                URI.create(system.local().address() + "/local/env").toURL().openStream()) {
            text = new String(page.readAllBytes(), UTF_8);
        }
        return text.lines()
                .map(line -> line.replaceFirst("^export ", "").split("=", 2))
                .collect(toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static SqsClient queues(Map<String, String> exported) {
        return SqsClient.builder()
                .endpointOverride(URI.create(exported.get("AWS_ENDPOINT_URL_SQS")))
                .region(Region.of(exported.get("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        exported.get("AWS_ACCESS_KEY_ID"), exported.get("AWS_SECRET_ACCESS_KEY"))))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
