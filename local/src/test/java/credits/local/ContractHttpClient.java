package credits.local;

import credits.contract.OpenApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/// Calls the API as a web page does, and checks every response against the contract.
final class ContractHttpClient implements AutoCloseable {
    private final OpenApiContract openApiContract = OpenApiContract.load();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    ContractHttpClient(String address) {
        this.address = address;
    }

    HttpResponse<String> get(String path, String token) {
        return send(request(path, Map.of("Authorization", "Bearer " + token)).GET());
    }

    HttpResponse<String> put(String path, String token, Map<String, String> headers, String body) {
        return call("PUT", path, token, headers, body);
    }

    HttpResponse<String> call(String method, String path, String token, Map<String, String> headers, String body) {
        var request = request(path, headers).header("Authorization", "Bearer " + token);
        return send(request.method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        try {
            var request = builder.build();
            var response = client.send(request, BodyHandlers.ofString());
            openApiContract.checkResponse(
                    request.method(),
                    template(request.uri()),
                    response.statusCode(),
                    headers(response),
                    response.body());
            return response;
        } catch (IOException e) {
            throw new AssertionError("no response", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// The path with the placeholders of the contract.
    private static String template(URI uri) {
        return uri.getPath()
                .replaceFirst("/months/.*", "/months/{month}")
                .replaceFirst("/days/.*", "/days/{date}")
                .replaceFirst("/statements/.*", "/statements/{month}")
                .replaceFirst("/payments/[^/]*/", "/payments/{id}/")
                .replaceFirst("/invoices/[^/]*/", "/invoices/{number}/")
                .replaceFirst("/credit_notes/.*", "/credit_notes/{number}")
                .replaceFirst("/top_ups/[^/]*", "/top_ups/{id}")
                .replaceFirst("/authorizations/[^/]*", "/authorizations/{id}")
                .replaceFirst("/webhook_endpoints/[^/]*", "/webhook_endpoints/{id}")
                .replaceFirst("/deliveries/[^/]*/", "/deliveries/{delivery}/")
                .replaceFirst("/problems/.*", "/problems/{code}");
    }

    private static Map<String, String> headers(HttpResponse<String> response) {
        var headers = new HashMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    @Override
    public void close() {
        client.close();
    }
}
