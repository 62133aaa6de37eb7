import org.openapitools.client.ApiClient;

/// Connects a client generated for `java.net.http`.
final class Connection {
    private Connection() {}

    static ApiClient open(String url, String token) {
        var client = new ApiClient();
        client.updateBaseUri(url);
        return client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    }
}
