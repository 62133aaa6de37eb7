package credits.local.aws.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.http.LocalRequest;
import credits.local.http.LocalServer.PortInUseException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiGatewayTest {
    private static final JsonMapper JSON = new JsonMapper();

    private ApiGatewayFixture fixture;

    @BeforeEach
    void start() throws PortInUseException {
        fixture = new ApiGatewayFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2} = {3}")
    @CsvSource(textBlock = """
            GET  | /open/a/b             | /version                               | 2.0
            GET  | /open/a/b             | /routeKey                              | GET /open/{first}/{second}
            GET  | /open/a/b             | /requestContext/routeKey               | GET /open/{first}/{second}
            GET  | /open/a%20b/c         | /rawPath                               | /open/a b/c
            GET  | /open/a%20b/c         | /requestContext/http/path              | /open/a b/c
            GET  | /open/a%20b/c         | /pathParameters/first                  | a b
            GET  | /open/a%2Fb/c         | /pathParameters/first                  | a/b
            GET  | /open/a+b/c           | /pathParameters/first                  | a+b
            GET  | /open/a/b/c           | /routeKey                              | ANY /open/{rest+}
            GET  | /open/a/b/c           | /pathParameters/rest                   | a/b/c
            POST | /open/exact           | /routeKey                              | POST /open/exact
            GET  | /open/exact           | /routeKey                              | ANY /open/{rest+}
            DELETE | /open/a/b           | /requestContext/http/method            | DELETE
            GET  | /open/a/b?x=1&y=%26+z | /rawQueryString                        | x=1&y=%26+z
            GET  | /open/a/b?x=1&y=%26+z | /queryStringParameters/y               | & z
            GET  | /open/a/b?x=1&x=2&x   | /queryStringParameters/x               | 1,2,
            GET  | /open/a/b             | /rawQueryString                        | ''
            GET  | /open/a/b             | /requestContext/stage                  | $default
            GET  | /open/a/b             | /requestContext/accountId              | 000000000000
            GET  | /open/a/b             | /requestContext/apiId                  | local
            GET  | /open/a/b             | /requestContext/domainName             | localhost
            GET  | /open/a/b             | /requestContext/time                   | 22/Nov/2026:12:00:00 +0000
            GET  | /open/a/b             | /requestContext/timeEpoch              | 1795348800000
            GET  | /open/a/b             | /requestContext/http/protocol          | HTTP/1.1
            GET  | /open/a/b             | /requestContext/http/sourceIp          | 127.0.0.1
            GET  | /open/a/b             | /requestContext/http/userAgent         | a browser
            GET  | /open/a/b             | /headers/x-many                        | one,two
            GET  | /open/a/b             | /headers/x-forwarded-for               | 127.0.0.1
            GET  | /open/a/b             | /cookies/1                             | b=2; c
            GET  | /open/a/b             | /headers/cookie                        |
            GET  | /open/a/b             | /queryStringParameters                 |
            POST | /open/exact           | /pathParameters                        |
            GET  | /open/a/b             | /requestContext/authorizer             |
            GET  | /open/a/b             | /body                                  |
            GET  | /open/a/b             | /isBase64Encoded                       | false
            """, delimiter = '|')
    void a_request_becomes_the_event_that_the_HTTP_API_would_send(
            String method, String path, String pointer, String value) throws Exception {
        var request = fixture.request(path)
                .method(method, BodyPublishers.noBody())
                .header("User-Agent", "a browser")
                .header("X-Many", "one")
                .header("X-Many", "two")
                .header("Cookie", "a=1")
                .header("Cookie", "b=2; c");

        var event = echoedEvent(request);

        var found = event.at(pointer);
        if (pointer.equals("/cookies/1"))
            assertThat(event.path("cookies").toString()).isEqualTo("[\"a=1\",\"b=2\",\"c\"]");
        else assertThat(found.isMissingNode() ? null : found.asText()).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}: as text {1}")
    @CsvSource({
        "application/json, true",
        "application/json; charset=utf-8, true",
        "text/csv, true",
        "application/xml, true",
        "application/x-www-form-urlencoded, false",
        "application/octet-stream, false",
        "image/png, false"
    })
    void a_body_with_a_text_content_type_is_text_and_any_other_is_Base64(String type, boolean text) throws Exception {
        var event = echoedEvent(
                fixture.request("/open/exact").header("Content-Type", type).POST(BodyPublishers.ofString("{\"é\":1}")));

        var encoded = Base64.getEncoder().encodeToString("{\"é\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(event.path("isBase64Encoded").asBoolean()).isEqualTo(!text);
        assertThat(event.path("body").asText()).isEqualTo(text ? "{\"é\":1}" : encoded);
    }

    @Test
    void claims_arrive_as_text_and_lists_in_brackets() throws Exception {
        var token = fixture.provider.issueToken(
                "usr_giulia",
                Map.of("organisation", "acme", "roles", java.util.List.of("owner", "member")),
                ApiGatewayFixture.NOW);

        var event = echoedEvent(fixture.request("/closed").header("Authorization", "Bearer " + token));

        var jwt = event.at("/requestContext/authorizer/jwt");
        assertThat(jwt.at("/claims/sub").asText()).isEqualTo("usr_giulia");
        assertThat(jwt.at("/claims/organisation").asText()).isEqualTo("acme");
        assertThat(jwt.at("/claims/roles").asText()).isEqualTo("[owner member]");
        assertThat(jwt.at("/claims/aud").asText()).isEqualTo("credits");
        assertThat(jwt.at("/claims/iat").isTextual()).isTrue();
        assertThat(jwt.at("/claims/iat").asText()).isEqualTo("1795348800");
        assertThat(jwt.at("/scopes").isNull()).isTrue();
    }

    @Test
    void the_output_of_a_function_becomes_the_response() throws Exception {
        var output = """
                {"statusCode": 201, "headers": {"X-One": "1", "Content-Type": "image/png", "Content-Length": "9"},
                 "cookies": ["a=1", "b=2"], "isBase64Encoded": true, "body": "aGk="}""";

        var response = fixture.send(fixture.request("/open/a/b?output=" + encode(output)));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("x-one")).contains("1");
        assertThat(response.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(response.headers().firstValue("content-type")).contains("image/png");
        assertThat(response.headers().firstValue("apigw-requestid")).isPresent();
        assertThat(response.body()).isEqualTo("hi");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(textBlock = """
            {"statusCode": 204}                        | 204 | ''
            {"statusCode": 200, "body": "x"}           | 200 | x
            {"hello": 1}                               | 200 | {"hello":1}
            {"statusCode": "many"}                     | 500 | {"message":"Internal Server Error"}
            {"statusCode": 99}                         | 500 | {"message":"Internal Server Error"}
            {"statusCode": 200, "isBase64Encoded": true, "body": "%"} | 500 | {"message":"Internal Server Error"}
            no json                                    | 500 | {"message":"Internal Server Error"}
            ''                                         | 500 | {"message":"Internal Server Error"}
            """, delimiter = '|')
    void an_output_that_is_not_a_response_is_an_internal_server_error(String output, int status, String body)
            throws Exception {
        var response = fixture.send(fixture.request("/open/a/b?output=" + encode(output)));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void a_function_that_throws_is_an_internal_server_error_and_is_reported() throws Exception {
        var response = fixture.send(fixture.request("/open/a/b?fault=broken"));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(fixture.errors).singleElement().asString().contains("broken");
    }

    @ParameterizedTest
    @CsvSource({"6291556, 200", "6291557, 500"})
    void an_output_over_6_MB_is_an_error_as_in_Lambda(int bytes, int status) throws Exception {
        var response = fixture.send(fixture.request("/open/a/b?bytes=" + bytes));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(fixture.errors).hasSize(status == 200 ? 0 : 1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"GET, /", "GET, /nowhere", "POST, /closed", "GET, /open", "GET, /open/", "GET, /closed/"})
    void an_unknown_route_is_not_found_even_without_a_token(String method, String path) throws Exception {
        var response = fixture.send(fixture.request(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @ParameterizedTest(name = "{0} bytes more than the limit: {1}")
    @CsvSource({"0, 200", "1, 413"})
    void a_body_over_ten_megabytes_is_rejected(int more, int status) throws Exception {
        var body = new byte[LocalRequest.MAX_BODY_BYTES + more];

        var response = fixture.send(fixture.request("/open/exact?output=" + encode("{\"statusCode\": 200}"))
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void a_function_knows_its_environment_and_its_remaining_time() throws Exception {
        var response = fixture.send(fixture.request("/open/a/b"));

        assertThat(Integer.parseInt(response.headers().firstValue("x-remaining").orElseThrow()))
                .isBetween(1, 20_000);
        assertThat(fixture.logs).singleElement().asString().startsWith("Echo ").endsWith("echoed in here");
    }

    private JsonNode echoedEvent(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = fixture.send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
