package credits.local.aws.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A fake of S3 with one folder per bucket: `GetObject`, `PutObject` of new objects with a checksum, and
/// `ListObjectsV2`.
public final class FakeS3 implements HttpHandler, AutoCloseable {
    public static final String PATH = "/local/objects";

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int BAD_REQUEST = 400;

    private final Path folder;
    private final boolean isPersistent;

    private FakeS3(Path folder, boolean isKept) {
        this.folder = folder.toAbsolutePath().normalize();
        this.isPersistent = isKept;
    }

    /// Creates the service. Objects are kept in `dataFolder`, or in a temporary folder that [#close] deletes.
    public static FakeS3 create(Optional<Path> dataFolder) {
        try {
            if (dataFolder.isPresent()) return new FakeS3(dataFolder.get().resolve("objects"), true);
            return new FakeS3(Files.createTempDirectory("credits-objects"), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for objects", e);
        }
    }

    @Override
    public void close() {
        if (isPersistent) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.jsonMessage(413, "Request Entity Too Large") : respond(request.get());
        response.writeTo(exchange);
    }

    private LocalResponse respond(LocalRequest request) throws IOException {
        var key = URLDecoder.decode(request.path().substring(PATH.length() + 1).replace("+", "%2B"), UTF_8);
        var file = folder.resolve(key).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) return error(BAD_REQUEST, "InvalidURI", "Invalid path");
        return switch (request.method()) {
            case "GET" -> request.query().contains("list-type=2") ? list(request, file) : get(file);
            case "PUT" -> put(request, file);
            default -> error(501, "NotImplemented", "Only GetObject, PutObject and ListObjectsV2 are supported.");
        };
    }

    private static LocalResponse get(Path file) throws IOException {
        try {
            return new LocalResponse(200, Map.of("etag", List.of("\"local\"")), Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return error(NOT_FOUND, "NoSuchKey", "The specified key does not exist.");
        }
    }

    private static LocalResponse list(LocalRequest request, Path bucket) throws IOException {
        var prefix = request.queryParameters().getOrDefault("prefix", "");
        var after = request.queryParameters().getOrDefault("start-after", "");
        var contents = names(bucket).stream()
                .filter(name -> name.startsWith(prefix) && name.compareTo(after) > 0)
                .map("<Contents><Key>%s</Key></Contents>"::formatted)
                .collect(joining());
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><IsTruncated>false</IsTruncated>"
                + contents + "</ListBucketResult>";
        return new LocalResponse(200, Map.of("content-type", List.of("application/xml")), body.getBytes(UTF_8));
    }

    private static List<String> names(Path bucket) throws IOException {
        if (!Files.isDirectory(bucket)) return List.of();
        try (var files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString().replace(File.separatorChar, '/'))
                    .sorted()
                    .toList();
        }
    }

    // Our functions only ever create objects, so any other put is rejected.
    private static LocalResponse put(LocalRequest request, Path file) throws IOException {
        if (!request.header("if-none-match").equals("*"))
            return error(501, "NotImplemented", "Only puts with If-None-Match: * are supported.");
        var checksum = Base64.getEncoder().encodeToString(sha256(request.body()));
        if (!request.header("x-amz-checksum-sha256").equals(checksum))
            return error(BAD_REQUEST, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
        try {
            var _ = Files.createDirectories(file.getParent());
            var _ = Files.write(file, request.body(), StandardOpenOption.CREATE_NEW);
            return new LocalResponse(200, Map.of("etag", List.of("\"local\"")), new byte[0]);
        } catch (FileAlreadyExistsException exists) {
            return error(
                    PRECONDITION_FAILED,
                    "PreconditionFailed",
                    "At least one of the pre-conditions you specified did not hold");
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static LocalResponse error(int status, String code, String message) {
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message);
        return new LocalResponse(status, Map.of("content-type", List.of("application/xml")), body.getBytes(UTF_8));
    }
}
