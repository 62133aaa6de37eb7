package credits.simulation.store;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// DynamoDB's errors, as the SDK throws them.
final class Rejection {
    static final CancellationReason NONE =
            CancellationReason.builder().code("None").build();

    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_ERROR = 500;
    private static final String CONDITION_FAILED = "The conditional request failed";
    private static final String CONFLICT = "Transaction is ongoing for the item";

    private Rejection() {}

    static DynamoDbException invalid(String message) {
        var builder = DynamoDbException.builder();
        builder.statusCode(BAD_REQUEST).awsErrorDetails(details("ValidationException", message));
        return (DynamoDbException) builder.build();
    }

    static DynamoDbException noSuchTable() {
        var message = "Cannot do operations on a non-existent table";
        return filled(ResourceNotFoundException.builder(), "ResourceNotFoundException", message);
    }

    /// @param old the item on which the condition failed, if it was requested; otherwise empty
    static DynamoDbException conditionFailed(Map<String, AttributeValue> old) {
        var builder = ConditionalCheckFailedException.builder();
        if (!old.isEmpty()) builder.item(old);
        return filled(builder, "ConditionalCheckFailedException", CONDITION_FAILED);
    }

    static CancellationReason conditionReason(Map<String, AttributeValue> old) {
        var reason = CancellationReason.builder().code("ConditionalCheckFailed").message(CONDITION_FAILED);
        return old.isEmpty() ? reason.build() : reason.item(old).build();
    }

    static CancellationReason reason(String code, String message) {
        return CancellationReason.builder().code(code).message(message).build();
    }

    static CancellationReason conflictReason() {
        return reason("TransactionConflict", CONFLICT);
    }

    static DynamoDbException cancelled(List<CancellationReason> reasons) {
        var codes = reasons.stream().map(CancellationReason::code).collect(joining(", ", "[", "]"));
        return filled(
                TransactionCanceledException.builder().cancellationReasons(reasons),
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes);
    }

    static DynamoDbException conflict() {
        return filled(TransactionConflictException.builder(), "TransactionConflictException", CONFLICT);
    }

    static DynamoDbException throughputExceeded() {
        return filled(
                ProvisionedThroughputExceededException.builder(),
                "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded");
    }

    static DynamoDbException throttled() {
        return filled(ThrottlingException.builder(), "ThrottlingException", "Rate of requests exceeds the allowed");
    }

    static DynamoDbException tooMany() {
        return filled(
                RequestLimitExceededException.builder(),
                "RequestLimitExceeded",
                "Throughput exceeds the current throughput limit for your account");
    }

    static DynamoDbException internalError() {
        var builder = InternalServerErrorException.builder();
        var details = details("InternalServerError", "Internal server error");
        builder.statusCode(INTERNAL_ERROR).awsErrorDetails(details);
        return (DynamoDbException) builder.build();
    }

    private static DynamoDbException filled(AwsServiceException.Builder builder, String code, String message) {
        builder.statusCode(BAD_REQUEST).awsErrorDetails(details(code, message));
        return (DynamoDbException) builder.build();
    }

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder()
                .serviceName("DynamoDb")
                .errorCode(code)
                .errorMessage(message)
                .build();
    }
}
