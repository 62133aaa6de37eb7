package credits.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// Sends reports to the usage queue, with the organisation as the message group id. If SQS accepts only part of a
/// batch, only the failed entries are sent again. Thread-safe.
public final class SqsSink implements Sink, AutoCloseable {
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final int SERVER_FAULT = 500;
    // Expired credentials, or new ones that are not known everywhere yet: retried, because renewing them fixes it.
    // See https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html; SQS itself says ExpiredToken.
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    private final SqsClient client;
    private final String queueUrl;

    private SqsSink(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    /// Sends to a queue with the region and credentials that the AWS SDK finds by default.
    public static SqsSink to(String queueUrl) {
        var endpoint = URI.create(queueUrl);
        var client = SqsClient.builder()
                .endpointOverride(endpoint.resolve("/"))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration ->
                        configuration.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .build();
        return new SqsSink(client, queueUrl);
    }

    /// Sends to a queue with the caller's client, which should time out after some seconds. Closing the sink
    /// closes the client.
    public static SqsSink to(String queueUrl, SqsClient client) {
        return new SqsSink(client, queueUrl);
    }

    @Override
    public List<Outcome> send(List<Report> reports) {
        var entries = new ArrayList<SendMessageBatchRequestEntry>(reports.size());
        for (int i = 0; i < reports.size(); i++) entries.add(entry(i, reports.get(i)));
        try {
            return outcomes(
                    client.sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries)), entries.size());
        } catch (SdkException fault) {
            return Collections.nCopies(reports.size(), outcome(fault));
        }
    }

    private static SendMessageBatchRequestEntry entry(int index, Report report) {
        return SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .messageGroupId(report.organisation().id())
                .messageBody(report.body())
                .build();
    }

    private static List<Outcome> outcomes(SendMessageBatchResponse response, int count) {
        var outcomes = new ArrayList<>(Collections.nCopies(count, Outcome.later("missing in the response of SQS")));
        for (var taken : response.successful()) outcomes.set(Integer.parseInt(taken.id()), Outcome.taken());
        for (var failed : response.failed()) outcomes.set(Integer.parseInt(failed.id()), outcome(failed));
        return outcomes;
    }

    private static Outcome outcome(BatchResultErrorEntry failed) {
        var detail = failed.code() + ": " + failed.message();
        boolean passes = !Boolean.TRUE.equals(failed.senderFault()) || isThrottling(failed.code());
        return passes ? Outcome.later(detail) : Outcome.never(detail);
    }

    private static boolean isThrottling(String code) {
        return code.contains("Throttl") || code.contains("LimitExceeded") || code.contains("OverLimit");
    }

    // Failures before a response, such as connection errors or missing credentials, may be transient.
    private static Outcome outcome(SdkException fault) {
        if (fault instanceof SdkServiceException answered) {
            boolean passes = mayPass(code(answered))
                    || answered.isThrottlingException()
                    || answered.isClockSkewException()
                    || answered.isRetryableException()
                    || answered.statusCode() >= SERVER_FAULT;
            if (!passes) return Outcome.never(fault.toString());
        }
        return Outcome.later(fault.toString());
    }

    private static boolean mayPass(String code) {
        return isThrottling(code) || CREDENTIALS.contains(code);
    }

    private static String code(SdkServiceException fault) {
        if (!(fault instanceof AwsServiceException answered) || answered.awsErrorDetails() == null) return "";
        return Objects.requireNonNullElse(answered.awsErrorDetails().errorCode(), "");
    }

    @Override
    public void close() {
        client.close();
    }
}
