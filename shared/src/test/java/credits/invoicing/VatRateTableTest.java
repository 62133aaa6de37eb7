package credits.invoicing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VatRateTableTest {
    private static final VatRateTable TABLE =
            VatRateTable.parse("IT", "IT:20:1997-10-01,IT:21:2011-09-17,IT:22:2013-10-01,DE:19:2007-01-01");

    @ParameterizedTest(name = "{0} {1} on {3}, {4} cents: {5} at {6}, {7} cents")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            IT | -             | -          | 2026-11-22 | 10000 | STANDARD       | 2200 | 2200 | IT
            IT | IT12345678903 | UNVERIFIED | 2026-11-22 | 10000 | STANDARD       | 2200 | 2200 | IT
            IT | -             | -          | 2013-09-30 | 10000 | STANDARD       | 2100 | 2100 | IT
            IT | -             | -          | 2013-10-01 | 10000 | STANDARD       | 2200 | 2200 | IT
            IT | -             | -          | 2026-11-22 |   102 | STANDARD       | 2200 |   22 | IT
            IT | -             | -          | 2026-11-22 |   125 | STANDARD       | 2200 |   28 | IT
            DE | DE123456789   | UNVERIFIED | 2026-11-22 | 10000 | STANDARD       | 1900 | 1900 | DE
            DE | DE123456789   | VERIFIED   | 2026-11-22 | 10000 | REVERSE_CHARGE |    0 |    0 | -
            DE | DE123456789   | INVALID    | 2026-11-22 | 10000 | STANDARD       | 1900 | 1900 | DE
            DE | -             | -          | 2026-11-22 | 10000 | STANDARD       | 1900 | 1900 | DE
            DE | FR12345678901 | VERIFIED   | 2026-11-22 | 10000 | STANDARD       | 1900 | 1900 | DE
            FR | -             | -          | 2026-11-22 | 10000 | STANDARD       | 2200 | 2200 | IT
            GR | EL123456789   | UNVERIFIED | 2026-11-22 | 10000 | STANDARD       | 2200 | 2200 | IT
            GR | EL123456789   | VERIFIED   | 2026-11-22 | 10000 | REVERSE_CHARGE |    0 |    0 | -
            MC | -             | -          | 2026-11-22 | 10000 | STANDARD       | 2200 | 2200 | IT
            MC | FR12345678901 | VERIFIED   | 2026-11-22 | 10000 | REVERSE_CHARGE |    0 |    0 | -
            US | -             | -          | 2026-11-22 | 10000 | OUTSIDE_SCOPE  |    0 |    0 | -
            GB | -             | -          | 2026-11-22 | 10000 | OUTSIDE_SCOPE  |    0 |    0 | -
            GB | XI123456789   | VERIFIED   | 2026-11-22 | 10000 | OUTSIDE_SCOPE  |    0 |    0 | -
            CH | -             | -          | 2026-11-22 | 10000 | OUTSIDE_SCOPE  |    0 |    0 | -
            """)
    void the_vat_depends_on_the_buyer_and_the_day(
            String country,
            @Nullable String vatId,
            VatId.@Nullable Status status,
            LocalDate date,
            long net,
            Vat.VatTreatment treatment,
            int hundredths,
            long cents,
            @Nullable String taxingCountry) {
        var id = vatId == null || status == null ? Optional.<VatId>empty() : Optional.of(new VatId(vatId, status));
        assertThat(TABLE.vatFor(buyer(country, "20121", id), net, date))
                .isEqualTo(new Vat.DecidedVat(treatment, hundredths, cents, Optional.ofNullable(taxingCountry)));
    }

    /// Articles 6 and 7 of the VAT Directive.
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            ES, 28001,     ES
            ES, 35001,     -
            ES, 38 001,    -
            ES, 51001,     -
            ES, 52001,     -
            FI, 00100,     FI
            FI, 22100,     -
            AX, 22100,     -
            IT, 22060,     IT
            IT, 22061,     -
            IT, 23041,     -
            DE, 78267,     DE
            DE, D-78266,   -
            DE, 27498,     -
            GR, 630 86,    -
            FR, 97400,     -
            RE, 97400,     -
            MC, 98000,     FR
            CY, 1010,      CY
            GB, BT1 1AA,   -
            """)
    void territories_outside_the_vat_area_are_known_by_their_postal_codes(
            String country, String postalCode, @Nullable String memberState) {
        assertThat(EuVatArea.memberState(buyer(country, postalCode, Optional.empty())))
                .isEqualTo(Optional.ofNullable(memberState));
    }

    private static BillingProfile buyer(String country, String postalCode, Optional<VatId> id) {
        return new BillingProfile(
                "Acme",
                "Via Roma 1",
                Optional.empty(),
                postalCode,
                "Milano",
                Optional.empty(),
                country,
                id,
                "it",
                "a@b.example");
    }

    /// Red when a consumer of a member state without a rate pays the seller's despite the one-stop shop.
    @Test
    void the_one_stop_shop_needs_the_rates_of_all_member_states() {
        var all = EuVatArea.memberStates().stream()
                .map(state -> state + ":20:2020-01-01")
                .collect(joining(","));
        var allButOne = VatRateTable.parse("IT", all.replace("FR:", "XX:"));

        assertThatNoException().isThrownBy(() -> VatRateTable.parse("IT", all).requireRatesFor(true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allButOne.requireRatesFor(true))
                .withMessage("oss needs a rate for FR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.requireRatesFor(false))
                .withMessage("without oss, the only rate is that of IT");
        assertThatNoException()
                .isThrownBy(() -> VatRateTable.parse("IT", "IT:22:2013-10-01").requireRatesFor(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "IT", "IT:22", "IT:22:2013", "it:22:2013-10-01", "IT:220:2013-10-01", "DE:19:2007-01-01"})
    void a_malformed_table_or_one_without_the_sellers_country_is_rejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> VatRateTable.parse("IT", text));
    }
}
