package credits.local.aws.iamproxy;

import credits.local.aws.iam.IamRequest;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.util.List;

/// The protocol of one AWS service.
sealed interface ServiceProtocol
        permits SesProtocol, S3Protocol, SqsProtocol, SecretsManagerProtocol, DynamoDbProtocol {
    /// The IAM requests that this call needs; each must be allowed.
    List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException;

    /// The IAM requests that must also be allowed for the response to be returned.
    default List<IamRequest> requiredToRead(LocalRequest request, LocalResponse response) {
        return List.of();
    }

    /// The service's response to a denied call.
    LocalResponse accessDenied(DeniedCall denied);

    /// The service's response to a call that the local run does not support.
    LocalResponse unsupported(UnsupportedCallException exception);
}
