package credits.local;

import credits.local.template.Places;
import credits.local.template.Table;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local in this process, with the template's tables.
final class Database implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final DynamoDbClient client;
    private final URI address;

    private Database(DynamoDBProxyServer server, DynamoDbClient client, URI address) {
        this.address = address;
        this.server = server;
        this.client = client;
    }

    /// Starts at `places.tables()`; with a folder what it holds is there again, without one it begins empty.
    /// Made by hand and not from a command line, which would print its settings and set up telemetry.
    static Database start(Places places, Optional<Path> folder) {
        try {
            var port = places.tables().getPort();
            var path = folder.map(Path::toString).orElse(null);
            var requests = new LocalDynamoDBRequestHandler(0, path == null, path, true, false);
            var server = new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(requests, null));
            server.start();
            return new Database(server, client(places.tables()), places.tables());
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    /// Makes the tables that are not there yet; says whether all of them are new. Asks first, since a call that is
    /// repeated because its answer was lost finds its own table there.
    boolean create(List<Table> tables) {
        var before = client.listTables().tableNames();
        tables.forEach(this::create);
        return tables.stream().map(Table::name).noneMatch(before::contains);
    }

    DynamoDbClient client() {
        return client;
    }

    /// A table's stream, and a client to read it with.
    record ChangeStream(String arn, DynamoDbStreamsClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    /// The stream of the table called `name`.
    ChangeStream stream(String name) {
        var arn = client.describeTable(describe -> describe.tableName(name))
                .table()
                .latestStreamArn();
        return new ChangeStream(
                arn,
                DynamoDbStreamsClient.builder()
                        .endpointOverride(address)
                        .region(Region.of(Places.REGION))
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
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        }
    }

    private void create(Table table) {
        try {
            var _ = client.createTable(request(table));
        } catch (ResourceInUseException _) {
            return; // there before, or made by a call whose answer was lost
        }
    }

    private static CreateTableRequest request(Table table) {
        var keys = table.keys();
        var request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(keys.stream()
                        .map(key -> AttributeDefinition.builder()
                                .attributeName(key.name())
                                .attributeType(key.type())
                                .build())
                        .toList())
                .keySchema(keys.stream()
                        .map(key -> KeySchemaElement.builder()
                                .attributeName(key.name())
                                .keyType(key.role())
                                .build())
                        .toList());
        table.streamView()
                .ifPresent(view -> request.streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(view)));
        return request.build();
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(Places.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
