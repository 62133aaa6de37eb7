package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.gateway.Front;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class SecretStoreTest {
    @Test
    void a_function_is_told_the_secret_and_nothing_else_is_played() throws Exception {
        try (var front = new Front(0)) {
            front.serve(SecretStore.PATH, new SecretStore("{\"api_key\": \"sk_test_local\"}"));
            front.open();

            assertThat(ask(front, "secretsmanager.GetSecretValue"))
                    .contains(
                            "\"ARN\":\"arn:stripe\"", "\"SecretString\":\"{\\\"api_key\\\": \\\"sk_test_local\\\"}\"");
            assertThat(ask(front, "secretsmanager.PutSecretValue"))
                    .contains("InvalidRequestException")
                    .doesNotContain("sk_test_local");
        }
    }

    private static String ask(Front front, String target) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(front.address() + SecretStore.PATH + "/"))
                    .header("X-Amz-Target", target)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"SecretId\": \"arn:stripe\"}"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
