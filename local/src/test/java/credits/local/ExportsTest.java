package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.ClockedCreditsClient;
import credits.client.authorization.HttpTransport;
import credits.client.http.ClientCredentials;
import credits.client.usage.ReportLine;
import credits.client.usage.SqsReportSink;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
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

/// A feature needs nothing but the variables that `./run env` prints.
@ExtendWith(SharedSystemResolver.class)
class ExportsTest {
    private final RunningSystem system;

    ExportsTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void a_feature_with_the_exported_variables_reports_usage_and_authorizes() throws Exception {
        var customer = system.customer("10.00");
        var organisation = new Organisation(customer.organisation());

        try (var queues = queues();
                var sink = SqsReportSink.forQueue(exported("USAGE_QUEUE_URL"), queues);
                var reporter = UsageReporter.start(
                        sink,
                        (report, why, _) -> {
                            throw new AssertionError(report + ": " + why);
                        },
                        UsageReporterSettings.forSource("/features/search"),
                        system.localSystem().clock(),
                        new SecureRandom())) {
            reporter.record(organisation, ReportLine.of("query.run", UsageQuantity.of(15)));
            assertThat(reporter.flush(Duration.ofMinutes(2))).isTrue();
        }
        system.await(
                "the report to be booked",
                () -> !customer.overview().path("days").isEmpty());
        var tokens = ClientCredentials.of(
                URI.create(exported("CREDITS_TOKEN_URL")),
                exported("CREDITS_CLIENT_ID"),
                exported("CREDITS_CLIENT_SECRET"),
                Map.of());
        var transport = new HttpTransport(URI.create(exported("CREDITS_URL")), tokens, HttpClient.newHttpClient());
        var quota = ClockedCreditsClient.create(transport, system.localSystem().clock())
                .checkQuota(organisation);

        assertThat(quota.balance()).isEqualByComparingTo("8.20");
    }

    private String exported(String name) throws IOException {
        String text;
        try (var page = URI.create(system.localSystem().address() + "/local/env")
                .toURL()
                .openStream()) {
            text = new String(page.readAllBytes(), UTF_8);
        }
        return text.lines()
                .filter(line -> line.startsWith("export " + name + "="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    private SqsClient queues() throws IOException {
        return SqsClient.builder()
                .endpointOverride(URI.create(exported("AWS_ENDPOINT_URL_SQS")))
                .region(Region.of(exported("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(exported("AWS_ACCESS_KEY_ID"), exported("AWS_SECRET_ACCESS_KEY"))))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
