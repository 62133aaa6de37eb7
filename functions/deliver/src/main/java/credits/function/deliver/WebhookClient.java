package credits.function.deliver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import credits.function.deliver.WebhookResponse.NoResponse;
import credits.webhook.WebhookUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sends requests to receivers, over TLS and to public addresses only.
///
/// A name is looked up once for each request, and the connection goes to the very address that was checked: with an
/// HTTP client, the name could have another address when it connects. So this speaks HTTP/1.1 itself, as much of it as
/// one request needs: it reads the status of the response and no more, follows no redirect, and uses no proxy.
final class WebhookClient {
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    private final Predicate<InetAddress> isAllowed;
    private final SSLSocketFactory tls;
    private final Duration timeout;

    /// @param isAllowed whether requests may be sent to an address
    /// @param timeout the longest time of a request, from the connection to the status
    WebhookClient(Predicate<InetAddress> isAllowed, SSLSocketFactory tls, Duration timeout) {
        this.isAllowed = isAllowed;
        this.tls = tls;
        this.timeout = timeout;
    }

    /// Posts a body. Every failure is a response without a status.
    WebhookResponse post(WebhookUrl url, SequencedMap<String, String> headers, String body) {
        try {
            var addresses = InetAddress.getAllByName(url.host());
            if (!Arrays.stream(addresses).allMatch(isAllowed)) return WebhookResponse.none(NoResponse.PRIVATE_ADDRESS);
            return post(url, addresses[0], request(url, headers, body));
        } catch (UnknownHostException noAddress) {
            return WebhookResponse.none(NoResponse.HOST_NOT_FOUND);
        }
    }

    private WebhookResponse post(WebhookUrl url, InetAddress address, byte[] request) {
        // No timeout of sockets bounds a receiver that sends one byte at a time.
        var deadline =
                new CompletableFuture<Boolean>().completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (var connection = new Socket()) {
            var _ = deadline.thenAccept(_ -> close(connection));
            return exchange(url, address, connection, request);
        } catch (IOException failed) {
            return WebhookResponse.none(deadline.isDone() ? NoResponse.TIMEOUT : reason(failed));
        } finally {
            deadline.cancel(false);
        }
    }

    private WebhookResponse exchange(WebhookUrl url, InetAddress address, Socket connection, byte[] request)
            throws IOException {
        connection.connect(new InetSocketAddress(address, url.port()), Math.toIntExact(timeout.toMillis()));
        var secured = (SSLSocket) tls.createSocket(connection, url.host(), url.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        secured.getOutputStream().write(request);
        secured.getOutputStream().flush();
        return readStatus(secured.getInputStream());
    }

    // Of interim responses (1xx) there may be several before the final one.
    private static WebhookResponse readStatus(InputStream input) throws IOException {
        int remaining = MAX_HEAD_BYTES;
        boolean isFirstLine = true;
        int status = 0;
        while (remaining > 0) {
            var line = readLine(input, remaining);
            remaining -= line.length() + 1;
            if (isFirstLine) {
                var matcher = STATUS_LINE.matcher(line);
                if (!matcher.matches()) break;
                status = Integer.parseInt(matcher.group(1));
                if (status >= FIRST_FINAL_STATUS) return WebhookResponse.of(status);
            }
            isFirstLine = line.isEmpty();
        }
        return WebhookResponse.none(NoResponse.INVALID_RESPONSE);
    }

    private static String readLine(InputStream input, int maxBytes) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next == -1 || line.size() == maxBytes) return line.toString(US_ASCII);
            if (next != '\r') line.write(next);
        }
        return line.toString(US_ASCII);
    }

    private static byte[] request(WebhookUrl url, SequencedMap<String, String> headers, String body) {
        var content = body.getBytes(UTF_8);
        var head = new StringBuilder()
                .append("POST ")
                .append(url.requestTarget())
                .append(" HTTP/1.1\r\n")
                .append("host: ")
                .append(url.authority())
                .append("\r\n")
                .append("user-agent: credits-webhooks/1\r\n")
                .append("content-type: application/cloudevents+json; charset=utf-8\r\n")
                .append("content-length: ")
                .append(content.length)
                .append("\r\n")
                .append("connection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(US_ASCII));
        request.writeBytes(content);
        return request.toByteArray();
    }

    private static NoResponse reason(IOException failed) {
        if (failed instanceof SocketTimeoutException) return NoResponse.TIMEOUT;
        return failed instanceof SSLException ? NoResponse.TLS_FAILED : NoResponse.CONNECTION_FAILED;
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException alreadyBroken) {
            throw new UncheckedIOException(alreadyBroken);
        }
    }
}
