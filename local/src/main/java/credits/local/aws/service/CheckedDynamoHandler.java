package credits.local.aws.service;

import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// The HTTP interface of DynamoDB Local, with a check of the calls that come from functions: those below `/`. A server
/// of its own before it would receive, parse and send each of them once more.
final class CheckedDynamoHandler extends LocalDynamoDBServerHandler {
    private final Function<LocalRequest, Optional<LocalResponse>> check;

    /// @param check returns the response to a call that is denied
    CheckedDynamoHandler(DynamoDBRequestHandler requestHandler, Function<LocalRequest, Optional<LocalResponse>> check) {
        super(requestHandler, null);
        this.check = check;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (Request.getPathInContext(request).equals("/")) return super.handle(request, response, callback);
        var body = Content.Source.asByteBuffer(request);
        var denial = check.apply(toLocalRequest(request, body.duplicate()));
        if (denial.isEmpty()) return super.handle(new BufferedRequest(request, body), response, callback);
        response.setStatus(denial.get().status());
        denial.get().headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(denial.get().body()), callback);
        return true;
    }

    private static LocalRequest toLocalRequest(Request request, ByteBuffer body) {
        var headers = new TreeMap<String, List<String>>();
        for (var field : request.getHeaders())
            headers.put(field.getName().toLowerCase(Locale.ROOT), List.of(field.getValue()));
        var bytes = new byte[body.remaining()];
        body.get(bytes);
        return new LocalRequest(
                request.getMethod(), Request.getPathInContext(request), "", "HTTP/1.1", "127.0.0.1", headers, bytes);
    }

    /// A request whose body has been read already.
    private static final class BufferedRequest extends Request.Wrapper {
        private Content.Chunk next;

        BufferedRequest(Request request, ByteBuffer body) {
            super(request);
            next = Content.Chunk.from(body, true);
        }

        @Override
        public Content.Chunk read() {
            var chunk = next;
            next = Content.Chunk.EOF;
            return chunk;
        }

        @Override
        public void demand(Runnable available) {
            available.run();
        }
    }
}
