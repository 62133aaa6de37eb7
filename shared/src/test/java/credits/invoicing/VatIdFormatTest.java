package credits.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.VatId.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VatIdFormatTest {
    // Of companies that print them, and examples of the countries' tax offices.
    private static final List<String> NUMBERS = List.of(
            "ATU13585627",
            "BE0403019261",
            "BG175074752",
            "BG7523169263",
            "CY10259033P",
            "CZ25123891",
            "CZ7103192745",
            "DE136695976",
            "DK13585628",
            "EE100931558",
            "EL094259216",
            "ESA58818501",
            "ESB58378431",
            "ESJ99216582",
            "ES54362315K",
            "ESX2482300W",
            "FI20774740",
            "FR40303265045",
            "FR23334175221",
            "FRK7399859412",
            "HR33392005961",
            "HU12892312",
            "IE6433435F",
            "IE6433435OA",
            "IE8D79739I",
            "IT00743110157",
            "LT119511515",
            "LT100001919017",
            "LU15027442",
            "LV40003521600",
            "LV16117519997",
            "MT11679112",
            "NL004495445B01",
            "NL002455799B11",
            "PL8567346215",
            "PT501964843",
            "RO18547290",
            "SE123456789701",
            "SI50223054",
            "SK2022749619",
            "XI980780684");

    @Test
    void a_number_of_every_member_state_and_northern_ireland_is_well_formed() {
        assertThat(NUMBERS).allMatch(VatIdFormatTest::isWellFormed);
        assertThat(NUMBERS)
                .extracting(number -> number.substring(0, 2))
                .contains(Arrays.stream(VatIdFormat.values()).map(Enum::name).toArray(String[]::new));
    }

    /// Red when a country's check digits are not computed, or one of its digits does not count.
    @Test
    void a_number_with_one_other_digit_is_not_well_formed() {
        // The digits of persons' numbers are not checked there, nor are keys with letters. Dutch numbers may follow one
        // of two rules: another digit is as likely to be right by the other.
        var exceptions = Set.of("BG7523169263", "CZ7103192745", "LV16117519997", "FRK7399859412", "NL002455799B11");
        for (var number : NUMBERS) {
            if (exceptions.contains(number)) continue;
            // What follows in these is the number of an establishment.
            int end = number.startsWith("SE") ? 12 : number.startsWith("NL") ? 11 : number.length();
            for (int i = 2; i < end; i++) {
                if (!Character.isDigit(number.charAt(i))) continue;
                var other = new StringBuilder(number);
                other.setCharAt(i, (char) ('0' + (number.charAt(i) - '0' + 1) % 10));
                assertThat(isWellFormed(other.toString())).as(other.toString()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE999",
                "DE1366959766",
                "DE036695976",
                "IT12345678901",
                "FR40303265044",
                "ATV13585627",
                "BE2403019261",
                "GR094259216",
                "NL004495445C01",
                "SE123456789700",
                "GB980780684",
                "CHE123456788",
                "US123456789"
            })
    void another_length_letter_or_prefix_is_not_well_formed(String number) {
        assertThat(isWellFormed(number)).isFalse();
    }

    private static boolean isWellFormed(String number) {
        return new VatId(number, Status.UNVERIFIED).isWellFormed();
    }
}
