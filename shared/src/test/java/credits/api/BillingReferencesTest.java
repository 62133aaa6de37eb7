package credits.api;

import static credits.http.ApiRequestBuilder.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.http.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The buyer's references in a billing profile: an e-invoice is refused by its receiver if one is malformed.
class BillingReferencesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            purchase_order,     PO-4711,                true
            purchase_order,     ' ',                    true
            purchase_order,     '\u200b',              false
            buyer_reference,    04011000-1234512345-06, true
            buyer_reference,    123456789012345678901234567890123456789012345678901, false
            electronic_address, 0204:991-01234-44,      true
            electronic_address, 0211:IT12345678903,     true
            electronic_address, EM:invoices@acme.example, true
            electronic_address, '',                     true
            electronic_address, 1234:991-01234-44,      false
            electronic_address, 0204:991 01234,         false
            electronic_address, 991-01234-44,           false
            electronic_address, 0204:,                  false
            codice_fiscale,     rssmra 85t10 a562s,     true
            codice_fiscale,     RSSMRA85T10A562T,       false
            codice_fiscale,     '',                     true
            sdi_code,           krrh6b9,                true
            sdi_code,           KRRH6B,                 false
            sdi_code,           KRRH6B9X,               false
            pec,                acme@pec.example,       true
            pec,                acme,                   false
            """)
    void references_are_short_and_addresses_in_a_scheme_of_the_list(String field, String text, boolean isValid) {
        var request = put("""
                {"legal_name":"Acme","address":{"line1":"Via Roma 1","postal_code":"20121","city":"Milano",\
                "country":"IT"},"language":"it","email":"a@acme.example","%s":"%s"}""".formatted(field, text)).toRequest();

        if (isValid) assertThat(BillingProfileJson.parse(request).legalName()).isEqualTo("Acme");
        else {
            var refused = catchThrowableOfType(ProblemException.class, () -> BillingProfileJson.parse(request));
            assertThat(refused.problem().extensions().toText()).contains("\"/" + field + "\"");
        }
    }
}
