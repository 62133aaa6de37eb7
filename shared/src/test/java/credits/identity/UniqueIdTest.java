package credits.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueIdTest {

    @Test
    void a_ulid_holds_its_timestamp() {
        // The example in the specification.
        var id = UniqueId.parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").orElseThrow();

        assertThat(id.timestampMillis()).isEqualTo(1_469_922_850_259L);
        assertThat(id).hasToString("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    }

    @Test
    void a_uuid_of_version_7_holds_its_timestamp() {
        // The example in RFC 9562, appendix A.6.
        var id = UniqueId.parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F").orElseThrow();

        assertThat(id.timestampMillis()).isEqualTo(0x017F22E279B0L);
    }

    @Test
    void different_spellings_of_the_same_bits_are_equal() {
        var lower = UniqueId.parse("01arz3ndektsv4rrffq69g5fav");

        assertThat(lower).isEqualTo(UniqueId.parse("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01ARZ3NDEKTSV4RRFFQ69G5FA",
                "01ARZ3NDEKTSV4RRFFQ69G5FAVX",
                "81ARZ3NDEKTSV4RRFFQ69G5FAV",
                "01ARZ3NDEKTSV4RRFFQ69G5FAI",
                "01ARZ3NDEKTSV4RRFFQ69G5FAU",
                "01ARZ3NDEKTSV4RRFFQ69G5F\uD800V",
                "017F22E279B07CC398C4DC0C0C07398F",
                "017F22E2-79B0-4CC3-98C4-DC0C0C07398F",
                "017F22E2-79B0-7CC3-18C4-DC0C0C07398F",
                "{17F22E2-79B0-7CC3-98C4-DC0C0C07398F"
            })
    void anything_else_is_not_an_id(String text) {
        assertThat(UniqueId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T12:00:00Z, -1, false",
        "2026-11-30T12:00:00Z, 0, false",
        "2026-11-30T12:00:00Z, 300000, false",
        "2026-11-30T12:00:00Z, 300001, true",
        "2026-11-30T12:00:00.000999Z, 300000, false",
        "2026-11-30T12:00:00.000999Z, 300001, true"
    })
    void an_id_is_ahead_of_a_clock_from_the_millisecond_after_five_minutes(
            Instant clockTime, long aheadMillis, boolean isAhead) {
        var id = new UniqueId((clockTime.toEpochMilli() + aheadMillis) << 16 | 0x7FFF, -1);

        assertThat(id.isAheadOf(clockTime)).isEqualTo(isAhead);
    }

    @Test
    void ids_compare_as_their_ulids_do() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            var one = new UniqueId(random.nextLong(), random.nextLong());
            var other = new UniqueId(i % 2 == 0 ? one.high() : random.nextLong(), random.nextLong());

            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
            assertThat(UniqueId.parse(one.toString())).contains(one);
        }
    }
}
