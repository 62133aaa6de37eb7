package credits.aws;

import credits.retry.ServiceUnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Runs calls to AWS and throws their faults as [ServiceUnavailableException], with the SDK's exception as the
/// cause.
///
/// A failed condition of a write is an outcome, not a fault: [ConditionalCheckFailedException] is passed on.
/// Outcomes that the SDK reports by other exceptions must be caught inside the call.
public final class AwsCall {
    private AwsCall() {}

    /// Returns the result of `call`, which reads or writes stored data.
    ///
    /// @param subject the data, such as `the invoices`, for the message of the exception
    public static <T> T readOrWrite(String subject, Supplier<T> call) {
        return run(subject + " could not be read or written", call);
    }

    /// Returns the result of `call`.
    ///
    /// @param faultMessage the message of the exception
    public static <T> T run(String faultMessage, Supplier<T> call) {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException outcome) {
            throw outcome;
        } catch (SdkException fault) {
            throw new ServiceUnavailableException(faultMessage, fault);
        }
    }
}
