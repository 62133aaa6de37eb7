package credits.local.aws.service;

import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.TableDefinition;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/// DynamoDB Local in this process, with the template's tables.
public final class LocalDynamoDb implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final DynamoDbClient client;
    private final URI address;

    private LocalDynamoDb(DynamoDBProxyServer server, DynamoDbClient client, URI address) {
        this.address = address;
        this.server = server;
        this.client = client;
    }

    /// Starts for callers of which none is checked.
    public static LocalDynamoDb start(LocalAddresses addresses, Optional<Path> dataFolder) {
        return start(addresses, dataFolder, _ -> Optional.empty());
    }

    /// Starts at [LocalAddresses#dynamoDb], with the data in the folder, or empty and in memory. Created
    /// without DynamoDB Local's command line, which would print its settings and enable telemetry.
    ///
    /// @param check returns the response to a call that is denied. A call at `/` is the system's own and not
    ///     checked
    public static LocalDynamoDb start(
            LocalAddresses addresses,
            Optional<Path> dataFolder,
            Function<LocalRequest, Optional<LocalResponse>> check) {
        try {
            var port = addresses.dynamoDb().getPort();
            var path = dataFolder.map(Path::toString).orElse(null);
            var requestHandler = new LocalDynamoDBRequestHandler(0, path == null, path, true, false);
            var server = new DynamoDBProxyServer(port, new CheckedDynamoHandler(requestHandler, check));
            server.start();
            return new LocalDynamoDb(server, client(addresses.dynamoDb()), addresses.dynamoDb());
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local could not be started", e);
        }
    }

    /// Creates the missing tables and returns whether all of them are new. Existing tables are listed first,
    /// because a retried `CreateTable` would find its own table.
    public boolean createTables(List<TableDefinition> tables) {
        var existing = client.listTables().tableNames();
        tables.forEach(this::createTables);
        return tables.stream().map(TableDefinition::name).noneMatch(existing::contains);
    }

    public DynamoDbClient client() {
        return client;
    }

    /// A table's stream, with a client to read it.
    public record TableStream(String arn, DynamoDbStreamsClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    /// The stream of a table.
    public TableStream stream(String name) {
        var arn = client.describeTable(describe -> describe.tableName(name))
                .table()
                .latestStreamArn();
        return new TableStream(
                arn,
                DynamoDbStreamsClient.builder()
                        .endpointOverride(address)
                        .region(Region.of(LocalAddresses.REGION))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build());
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local could not be stopped", e);
        }
    }

    private void createTables(TableDefinition table) {
        try {
            var _ = client.createTable(createTableRequest(table));
        } catch (ResourceInUseException _) {
            return; // exists already, or was created by a call whose response was lost
        }
    }

    private static CreateTableRequest createTableRequest(TableDefinition table) {
        var keyAttributes = table.keyAttributes();
        var request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(keyAttributes.stream()
                        .map(keyAttribute -> AttributeDefinition.builder()
                                .attributeName(keyAttribute.name())
                                .attributeType(keyAttribute.attributeType())
                                .build())
                        .toList())
                .keySchema(keyAttributes.stream()
                        .map(keyAttribute -> KeySchemaElement.builder()
                                .attributeName(keyAttribute.name())
                                .keyType(keyAttribute.keyType())
                                .build())
                        .toList());
        table.streamViewType()
                .ifPresent(view -> request.streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(view)));
        return request.build();
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalAddresses.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
