package credits.local;

import credits.local.aws.service.FakeS3;
import credits.local.aws.service.LocalDynamoDb;
import credits.local.aws.sqs.InMemorySqs;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.QueueDefinition;
import credits.local.aws.template.TableDefinition;
import credits.local.cli.TerminalOutput;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The services that keep data: DynamoDB with the template's tables, SQS with its queues, and S3.
///
/// @param isNew whether this start created the tables
record BackingServices(LocalDynamoDb dynamoDb, InMemorySqs sqs, FakeS3 s3, boolean isNew) implements AutoCloseable {
    /// Starts DynamoDB and SQS in parallel, because each takes a second or two.
    ///
    /// @param check returns the response to a function's call to DynamoDB that is denied
    static BackingServices start(
            LocalAddresses addresses,
            DeploymentTemplate template,
            Optional<Path> dataFolder,
            Function<LocalRequest, Optional<LocalResponse>> check,
            TerminalOutput console) {
        var startingSqs = CompletableFuture.supplyAsync(() -> InMemorySqs.start(addresses));
        var dynamoDb = LocalDynamoDb.start(addresses, dataFolder.map(BackingServices::createFolder), check);
        var isNew = dynamoDb.createTables(template.tables());
        console.step("table", names(template.tables(), TableDefinition::name));
        var sqs = startingSqs.join();
        sqs.createQueues(template.queues());
        console.step("queues", names(template.queues(), QueueDefinition::name));
        return new BackingServices(dynamoDb, sqs, FakeS3.create(dataFolder), isNew);
    }

    @Override
    public void close() {
        s3.close();
        sqs.close();
        dynamoDb.close();
    }

    private static <T> String names(List<T> items, Function<T, String> name) {
        return items.stream().map(name).collect(Collectors.joining(", "));
    }

    private static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data folder " + folder, e);
        }
    }
}
