import org.openapitools.client.ApiClient;

/// Connects a client generated for OkHttp.
final class Connection {
    private Connection() {}

    static ApiClient open(String url, String token) {
        var client = new ApiClient().setBasePath(url);
        client.setBearerToken(token);
        return client;
    }
}
