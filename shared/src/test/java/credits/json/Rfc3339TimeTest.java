package credits.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339TimeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-22T12:00:03Z,                2026-11-22T12:00:03Z
            2026-11-22T12:00:03.1Z,              2026-11-22T12:00:03.100Z
            2026-11-22T12:00:03.0419Z,           2026-11-22T12:00:03.041Z
            2026-11-22T12:00:03.999999999Z,      2026-11-22T12:00:03.999Z
            2026-11-22T13:00:03+01:00,           2026-11-22T12:00:03Z
            2026-11-22T06:30:03.5-05:30,         2026-11-22T12:00:03.500Z
            2028-02-29T00:00:00Z,                2028-02-29T00:00:00Z
            1969-12-31T23:59:59.9999Z,           1969-12-31T23:59:59.999Z
            """)
    void a_time_is_truncated_to_the_millisecond(String text, Instant time) {
        assertThat(Rfc3339Time.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-11-22T12:00Z",
                "2026-11-22T12:00:03",
                "2026-11-22 12:00:03Z",
                "2026-11-22t12:00:03z",
                "2026-11-22T12:00:03.Z",
                "2026-11-22T12:00:03.1234567890Z",
                "2026-02-30T12:00:03Z",
                "2026-13-01T12:00:03Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T12:60:00Z",
                "2026-11-22T23:59:60Z",
                "2026-11-22T12:00:03+15:00",
                "2026-11-22T12:00:03+01",
                "+2026-11-22T12:00:03Z",
                "12026-11-22T12:00:03Z",
                "２026-11-22T12:00:03Z",
                "2026-11-22T12:00:03Z "
            })
    void anything_else_is_not_a_time(String text) {
        assertThat(Rfc3339Time.parse(text)).isEmpty();
    }
}
