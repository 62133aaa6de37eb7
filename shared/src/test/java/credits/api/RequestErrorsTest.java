package credits.api;

import static credits.http.ApiRequestBuilder.put;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.http.ApiRequest;
import credits.json.FieldError;
import credits.json.InputErrors;
import credits.json.InvalidInputException;
import credits.money.Eur;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A malformed body is answered with all its mistakes.
class RequestErrorsTest {
    private static final Map<String, Function<ApiRequest, Object>> PARSERS = Map.of(
            "authorization", CreateAuthorizationRequest::parse,
            "capture", SettleAuthorizationRequest::parseCapture,
            "release", SettleAuthorizationRequest::parseRelease,
            "adjustment", request -> AdjustmentRequest.parse(request, Eur.of("100")),
            "top-up", request -> TopUpRequest.parse(request, new TopUpRequest.AmountRange(Eur.of("1"), Eur.of("9"))),
            "limits", LimitsRequest::parse,
            "prices", request -> PriceListJson.parse(request.jsonBody()));

    /// Red when parsing ends at the first mistake.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            authorization | {"quantty":"1","expires_in":0,"member":7}                        | /quantty /operation /quantity /expires_in /member
            authorization | {"operation":"a","quantity":"0","capture":"no"}                  | /quantity /capture
            authorization | {"operation":"a","quantity":"1","capture":true,"expires_in":60}  | /expires_in
            capture       | {"organisation":"a b","amount":"1"}                              | /amount /organisation /quantity
            release       | {"organisation":7,"id":"aut_1"}                                  | /id /organisation
            adjustment    | {"amount":1,"reason":" ","by":"me"}                              | /by /organisation /amount /reason
            top-up        | {"ammount":"5"}                                                  | /ammount /amount
            top-up        | {"amount":"5","purchase_order":7,"buyer_reference":"\u200b"}    | /buyer_reference /purchase_order
            limits        | {"alert_threshold":"80 €","allowed":"1","alert_recipients":[7]}  | /allowed /alert_threshold /allowed_limit /alert_recipients/0
            prices        | {"prices":[{"code":"a b","unit":{}},{"name":"n"}]}               | /prices/0/code /prices/0/category /prices/0/unit_price /prices/0/unit/quantity /prices/0/name /prices/1/code /prices/1/category /prices/1/unit_price /prices/1/unit /effective_from
            prices        | {"prices":[]}                                                    | /prices /effective_from
            """)
    void all_mistakes_are_named(String parser, String body, String pointers) {
        assertThat(errorsOf(parser, body)).isEqualTo(pointers);
    }

    /// Red when `null` is another value than none.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            authorization | {"operation":"a","quantity":"1"}     | ,"organisation":null,"expires_in":null,"capture":null,"member":null,"reference":null
            capture       | {"quantity":"1"}                     | ,"organisation":null
            prices        | {"effective_from":"2027-01-01T00:00:00Z","prices":[{"code":"a","name":"n","category":"c","unit_price":"1","unit":{"quantity":"1","name":"u"}}]} | ,"translations":null
            """)
    void an_optional_field_that_is_null_is_absent(String parser, String body, String nulls) {
        int end = body.contains("}}]}") ? body.indexOf("}]}") : body.lastIndexOf('}');
        var withNulls = body.substring(0, end) + nulls + body.substring(end);

        assertThat(parse(parser, withNulls)).usingRecursiveComparison().isEqualTo(parse(parser, body));
    }

    @Test
    void the_number_of_mistakes_is_bounded() {
        var unknown = IntStream.range(0, 2 * InputErrors.MAX_ERRORS)
                .mapToObj("\"field%d\":1"::formatted)
                .collect(joining(",", "{", "}"));

        assertThat(errorsOf("top-up", unknown).split(" ", -1)).hasSize(InputErrors.MAX_ERRORS);
    }

    private static String errorsOf(String parser, String body) {
        var invalid = catchThrowableOfType(InvalidInputException.class, () -> parse(parser, body));
        return invalid.fieldErrors().stream().map(FieldError::pointer).collect(joining(" "));
    }

    private static @Nullable Object parse(String parser, String body) {
        return PARSERS.getOrDefault(parser, _ -> "").apply(put(body).toRequest());
    }
}
