package credits.local;

import credits.local.aws.iamproxy.AwsService;
import credits.local.aws.iamproxy.IamProxy;
import credits.local.aws.service.FakeS3;
import credits.local.aws.service.FakeSecretsManager;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.LocalAddresses;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import credits.local.http.LocalServer;
import credits.local.http.LocalServer.PortInUseException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// AWS as the functions see it: a server on its own port that checks every call against the role of
/// the calling function. DynamoDB Local has its own server, and every call checked here.
final class AwsEndpoints implements AutoCloseable {
    private final IamProxy iamProxy;
    private final LocalServer server;
    private final LocalAddresses addresses;

    private AwsEndpoints(IamProxy iamProxy, LocalServer server, LocalAddresses addresses) {
        this.iamProxy = iamProxy;
        this.server = server;
        this.addresses = addresses;
    }

    /// Starts the server and returns when it accepts requests.
    ///
    /// @param localAddress the base address of the fakes of Secrets Manager and S3
    /// @param denials receives a message for each call that a role does not allow
    static AwsEndpoints start(
            DeploymentTemplate template, LocalAddresses addresses, String localAddress, Consumer<String> denials)
            throws PortInUseException {
        var serviceUris = Map.of(
                AwsService.DYNAMODB, addresses.dynamoDb(),
                AwsService.S3, URI.create(localAddress + FakeS3.PATH),
                AwsService.SECRETS_MANAGER, URI.create(localAddress + FakeSecretsManager.PATH),
                AwsService.SES, addresses.ses(),
                AwsService.SQS, addresses.sqs());
        var iamProxy = new IamProxy(template.policyEvaluator(), addresses, template.tables(), serviceUris, denials);
        var server = new LocalServer(0);
        server.serve("/", iamProxy);
        server.start();
        return new AwsEndpoints(iamProxy, server, addresses);
    }

    /// The environment variables that point the AWS SDK of `function` to this server, and to DynamoDB.
    Map<String, String> environment(FunctionDefinition function) {
        var environment = new HashMap<String, String>();
        iamProxy.servicePaths(function).forEach((awsService, path) -> {
            var address = awsService == AwsService.DYNAMODB ? addresses.dynamoDb() : server.address();
            environment.put(awsService.endpointVariable(), address + path);
        });
        return environment;
    }

    /// Checks a function's call that DynamoDB has received, and returns the response if it is denied.
    Optional<LocalResponse> check(LocalRequest request) {
        return iamProxy.check(request);
    }

    @Override
    public void close() {
        server.close();
        iamProxy.close();
    }
}
