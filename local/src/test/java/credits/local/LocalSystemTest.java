package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.cli.RunOptions;
import credits.local.cli.TerminalOutput;
import credits.local.http.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The complete system, started from a minimal template whose only route echoes its request.
class LocalSystemTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOW = Instant.parse("2028-02-29T22:50:00Z");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private int port;
    private LocalSystem localSystem;

    @BeforeEach
    void start() throws LocalServer.PortInUseException {
        localSystem = startSystem();
        port = URI.create(localSystem.address()).getPort();
    }

    @AfterEach
    void stop() {
        client.close();
        localSystem.close();
    }

    @Test
    void a_local_token_is_accepted_with_the_claims_that_the_deployment_reads() throws Exception {
        var token = get("/local/token?organisation=acme&member=usr_marco&role=billing", "")
                .body()
                .strip();

        var response = get("/v1/usage/months/current", "Bearer " + token);

        var claims = JSON.readTree(response.body()).at("/requestContext/authorizer/jwt/claims");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(claims.path("tenant").asText()).isEqualTo("acme");
        assertThat(claims.path("organisation_name").asText()).isEqualTo("Acme");
        assertThat(claims.path("sub").asText()).isEqualTo("usr_marco");
        assertThat(claims.path("roles").asText()).isEqualTo("[billing]");
    }

    @Test
    void a_file_of_reports_is_sent_whole_or_not_at_all() throws Exception {
        var good = "{\"id\":\"1\",\"subject\":\"acme\"}\n{\"id\":\"2\",\"subject\":\"acme\"}\n";

        assertThat(post("/local/usage-reports", good + "{").statusCode()).isEqualTo(400);
        assertThat(post("/local/usage-reports", good + "{\"id\":\"3\"}").body()).contains("must have a subject");
    }

    @Test
    void a_missing_option_is_reported_in_a_sentence() throws Exception {
        assertThat(get("/local/token", "").body()).isEqualTo("Missing option --organisation.\n");
        assertThat(post("/local/usage-reports?organisation=acme", "").body())
                .isEqualTo("Missing option --operation.\n");
        assertThat(post("/local/usage-reports?organisation=acme&operation=query.run&quantity=1&via=mail", "")
                        .body())
                .isEqualTo("Option --via must be queue or api.\n");
    }

    @Test
    void a_restart_with_the_same_folder_finds_its_tables_and_a_free_port() throws Exception {
        localSystem.close();

        localSystem = startSystem();

        assertThat(get("/v1/usage/months/current", "").statusCode()).isEqualTo(401);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Ready after");
    }

    private LocalSystem startSystem() throws LocalServer.PortInUseException {
        var options = new RunOptions(
                port,
                0,
                Optional.of(folder),
                Optional.of(NOW),
                false,
                0,
                false,
                Path.of("src/test/resources/template"),
                Path.of("../web"));
        return LocalSystem.start(
                options, new TerminalOutput(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return client.send(request.header("Authorization", authorization).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
