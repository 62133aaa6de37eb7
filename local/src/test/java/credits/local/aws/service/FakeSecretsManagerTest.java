package credits.local.aws.service;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.http.LocalServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class FakeSecretsManagerTest {
    @Test
    void GetSecretValue_returns_the_secret_and_other_calls_are_rejected() throws Exception {
        try (var server = new LocalServer(0)) {
            server.serve(FakeSecretsManager.PATH, new FakeSecretsManager("{\"api_key\": \"sk_test_local\"}"));
            server.start();

            assertThat(ask(server, "secretsmanager.GetSecretValue"))
                    .contains(
                            "\"ARN\":\"arn:stripe\"", "\"SecretString\":\"{\\\"api_key\\\": \\\"sk_test_local\\\"}\"");
            assertThat(ask(server, "secretsmanager.PutSecretValue"))
                    .contains("InvalidRequestException")
                    .doesNotContain("sk_test_local");
        }
    }

    private static String ask(LocalServer server, String target) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.address() + FakeSecretsManager.PATH + "/"))
                    .header("X-Amz-Target", target)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"SecretId\": \"arn:stripe\"}"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
