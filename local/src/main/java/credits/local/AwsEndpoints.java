package credits.local;

import credits.local.aws.iamproxy.AwsService;
import credits.local.aws.iamproxy.IamProxy;
import credits.local.aws.service.FakeS3;
import credits.local.aws.service.FakeSecretsManager;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.LocalAddresses;
import credits.local.http.LocalServer;
import credits.local.http.LocalServer.PortInUseException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// AWS as the functions see it: on a port of its own, where each function's calls are held to its role.
final class AwsEndpoints implements AutoCloseable {
    private final IamProxy iamProxy;
    private final LocalServer server;

    private AwsEndpoints(IamProxy iamProxy, LocalServer server) {
        this.iamProxy = iamProxy;
        this.server = server;
    }

    /// Answers at once. `localAddress` is where secrets and objects are played; `denials` is told what a role did
    /// not allow.
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
        return new AwsEndpoints(iamProxy, server);
    }

    /// The variables that lead the SDK of `function` here.
    Map<String, String> environment(FunctionDefinition function) {
        var environment = new HashMap<String, String>();
        iamProxy.servicePaths(function)
                .forEach((awsService, path) -> environment.put(awsService.endpointVariable(), server.address() + path));
        return environment;
    }

    @Override
    public void close() {
        server.close();
        iamProxy.close();
    }
}
