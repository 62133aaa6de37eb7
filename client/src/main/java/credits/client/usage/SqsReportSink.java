package credits.client.usage;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// Sends reports to the usage queue, with the organisation as the message group id. If SQS accepts only part of a
/// batch, only the failed entries are sent again. Thread-safe.
public final class SqsReportSink implements ReportSink, AutoCloseable {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);
    private static final Pattern QUEUE_HOST =
            Pattern.compile("sqs\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");
    private static final int SERVER_ERROR = 500;
    // Expired credentials, or new ones that are not known everywhere yet: retried, because renewing them fixes it.
    // See https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html; SQS itself says ExpiredToken.
    private static final Set<String> CREDENTIAL_ERROR_CODES = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    private final SqsClient client;
    private final String queueUrl;

    private SqsReportSink(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    /// Sends to a queue with the credentials that the AWS SDK finds by default, in the region that the URL names;
    /// where it names none, as on a developer's machine, in the SDK's default region.
    public static SqsReportSink forQueue(String queueUrl) {
        var endpoint = URI.create(queueUrl);
        var builder = SqsClient.builder();
        regionOf(endpoint).ifPresent(builder::region);
        var client = builder.endpointOverride(endpoint.resolve("/"))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration ->
                        configuration.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT))
                .build();
        return new SqsReportSink(client, queueUrl);
    }

    static Optional<Region> regionOf(URI queueUrl) {
        return Optional.ofNullable(queueUrl.getHost())
                .map(QUEUE_HOST::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Region.of(matcher.group(1)));
    }

    /// Sends to a queue with the caller's client, which should time out after some seconds. Closing the sink
    /// closes the client.
    public static SqsReportSink forQueue(String queueUrl, SqsClient client) {
        return new SqsReportSink(client, queueUrl);
    }

    @Override
    public List<Outcome> send(List<ReportMessage> reports) {
        var entries = new ArrayList<SendMessageBatchRequestEntry>(reports.size());
        for (int i = 0; i < reports.size(); i++) entries.add(toEntry(i, reports.get(i)));
        try {
            return toOutcomes(
                    client.sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries)), entries.size());
        } catch (SdkException exception) {
            return Collections.nCopies(reports.size(), toOutcome(exception));
        }
    }

    private static SendMessageBatchRequestEntry toEntry(int index, ReportMessage report) {
        return SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .messageGroupId(report.organisation().id())
                .messageBody(report.body())
                .build();
    }

    private static List<Outcome> toOutcomes(SendMessageBatchResponse response, int count) {
        var outcomes = new ArrayList<>(Collections.nCopies(count, Outcome.retry("missing in the response of SQS")));
        for (var accepted : response.successful()) outcomes.set(Integer.parseInt(accepted.id()), Outcome.accepted());
        for (var failed : response.failed()) outcomes.set(Integer.parseInt(failed.id()), toOutcome(failed));
        return outcomes;
    }

    private static Outcome toOutcome(BatchResultErrorEntry failed) {
        var detail = failed.code() + ": " + failed.message();
        boolean isRetryable = !Boolean.TRUE.equals(failed.senderFault()) || isThrottling(failed.code());
        return isRetryable ? Outcome.retry(detail) : Outcome.rejected(detail);
    }

    private static boolean isThrottling(String code) {
        return code.contains("Throttl") || code.contains("LimitExceeded") || code.contains("OverLimit");
    }

    // Failures before a response, such as connection errors or missing credentials, may be transient.
    private static Outcome toOutcome(SdkException exception) {
        if (exception instanceof SdkServiceException serviceException) {
            boolean isRetryable = isTransient(errorCode(serviceException))
                    || serviceException.isThrottlingException()
                    || serviceException.isClockSkewException()
                    || serviceException.isRetryableException()
                    || serviceException.statusCode() >= SERVER_ERROR;
            if (!isRetryable) return Outcome.rejected(exception.toString());
        }
        return Outcome.retry(exception.toString());
    }

    private static boolean isTransient(String code) {
        return isThrottling(code) || CREDENTIAL_ERROR_CODES.contains(code);
    }

    private static String errorCode(SdkServiceException exception) {
        if (!(exception instanceof AwsServiceException serviceException) || serviceException.awsErrorDetails() == null)
            return "";
        return Objects.requireNonNullElse(serviceException.awsErrorDetails().errorCode(), "");
    }

    @Override
    public void close() {
        client.close();
    }
}
