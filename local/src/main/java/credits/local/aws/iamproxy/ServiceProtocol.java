package credits.local.aws.iamproxy;

import credits.local.aws.iam.IamRequest;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.util.List;

/// How functions talk to one service.
sealed interface ServiceProtocol
        permits SesProtocol, S3Protocol, SqsProtocol, SecretsManagerProtocol, DynamoDbProtocol {
    /// What the request does, as IAM sees it: every one must be allowed.
    List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException;

    /// What else must be allowed for the stand-in's answer to be given.
    default List<IamRequest> requiredToRead(LocalRequest request, LocalResponse response) {
        return List.of();
    }

    /// The service's answer to a call that is not allowed.
    LocalResponse accessDenied(DeniedCall denied);

    /// The service's answer to a request that it does not know.
    LocalResponse unsupported(UnsupportedCallException exception);
}
