package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.cli.RunOptions;
import credits.local.cli.TerminalOutput;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Everything that a browser gets from the one port besides the API: the files of the web app, and
/// the OpenID provider.
@TestInstance(Lifecycle.PER_CLASS)
class BrowserAccessTest {
    private static final Path TEMPLATE = Path.of("src/test/resources/template");

    private final HttpClient client = HttpClient.newHttpClient();

    private Path web;
    private LocalSystem localSystem;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        web = folder;
        Files.copy(Path.of("../web/headers.json"), web.resolve("headers.json"));
        Files.createDirectories(web.resolve("dist/assets"));
        Files.writeString(web.resolve("dist/index.html"), "<head><title>the page</title></head>");
        Files.writeString(web.resolve("dist/assets/a.js"), "1");
        Files.writeString(web.resolve("secret.txt"), "not of the build");
        var options = new RunOptions(0, 0, Optional.empty(), Optional.empty(), false, 0, false, TEMPLATE, web);
        localSystem = LocalSystem.start(options, new TerminalOutput(System.out, false));
    }

    @AfterAll
    void stop() {
        localSystem.close();
    }

    @Test
    void a_path_that_names_no_file_is_the_page_as_it_was_built() throws Exception {
        var page = Files.readString(web.resolve("dist/index.html"));

        assertThat(get("/day/2026-11-21").body()).isEqualTo(page);
        assertThat(get("/").body()).isEqualTo(page);
        assertThat(get("/assets/a.js").body()).isEqualTo("1");
    }

    @Test
    void nothing_outside_the_build_is_served() throws Exception {
        assertThat(get("/assets/none.js").statusCode()).isEqualTo(404);
        assertThat(get("/..%2Fsecret.txt").statusCode()).isEqualTo(404);
        assertThat(get("/../secret.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void every_file_has_the_headers_that_CloudFront_adds() throws Exception {
        var page = get("/").headers();
        var asset = get("/assets/a.js").headers();

        assertThat(page.firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "connect-src 'self';", "require-trusted-types-for 'script'")
                        .doesNotContain("unsafe", "{issuer}"));
        assertThat(page.firstValue("cache-control")).hasValue("no-cache");
        assertThat(asset.firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
        assertThat(asset.firstValue("x-content-type-options")).hasValue("nosniff");
    }

    @Test
    void an_unknown_API_path_does_not_serve_the_page() throws Exception {
        assertThat(get("/v1/none").statusCode()).isEqualTo(404);
        assertThat(get("/v1/none").body()).doesNotContain("the page");
    }

    @Test
    void choosing_a_role_redirects_with_a_code_and_keeps_the_member_signed_in() throws Exception {
        var authorize = localSystem.address()
                + "/oidc/authorize?client_id=credits&response_type=code&scope=openid&state=s" + "&redirect_uri="
                + URLEncoder.encode(localSystem.address() + "/signed-in", StandardCharsets.UTF_8);

        var stranger = send(HttpRequest.newBuilder(URI.create(authorize)));
        var chosen = send(HttpRequest.newBuilder(URI.create(authorize))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("organisation=acme&member=usr_giulia&role=owner")));
        var cookie = chosen.headers().firstValue("set-cookie").orElseThrow();
        var again = send(HttpRequest.newBuilder(URI.create(authorize)).header("Cookie", cookie.split(";", 2)[0]));
        var other = send(HttpRequest.newBuilder(URI.create(authorize + "&prompt=select_account"))
                .header("Cookie", cookie.split(";", 2)[0]));

        assertThat(stranger.statusCode()).isEqualTo(200);
        assertThat(stranger.body()).contains("Choose an account");
        assertThat(chosen.headers().firstValue("location").orElseThrow()).contains("/signed-in?code=", "state=s");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        assertThat(again.headers().firstValue("location").orElseThrow()).contains("/signed-in?code=");
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void an_invalid_choice_shows_the_sign_in_page_again() throws Exception {
        var response =
                send(HttpRequest.newBuilder(URI.create(localSystem.address() + "/oidc/authorize?client_id=credits"))
                        .POST(BodyPublishers.ofString("organisation=%22%3E&member=usr_giulia&role=owner")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Choose an account");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(localSystem.address() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
