package credits.local.aws.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(textBlock = """
            cron(7 * * * ? *)        | 2026-11-23T10:06:59Z | 2026-11-23T10:07:00Z
            cron(7 * * * ? *)        | 2026-11-23T10:07:00Z | 2026-11-23T11:07:00Z
            cron(30 2 * * ? *)       | 2026-12-31T02:30:00Z | 2027-01-01T02:30:00Z
            cron(0/20 8-9 * * ? *)   | 2026-11-23T08:40:00Z | 2026-11-23T09:00:00Z
            cron(0 0 29 2 ? *)       | 2026-11-23T00:00:00Z | 2028-02-29T00:00:00Z
            cron(0 6 ? * 1,7 *)      | 2026-11-23T00:00:00Z | 2026-11-28T06:00:00Z
            cron(0 6 ? * 1 *)        | 2026-11-23T00:00:00Z | 2026-11-29T06:00:00Z
            rate(1 hour)             | 2026-11-23T10:06:59Z | 2026-11-23T11:06:59Z
            rate(5 minutes)          | 2026-11-23T10:06:59Z | 2026-11-23T10:11:59Z
            """, delimiter = '|')
    void the_next_time_is_the_first_after_now(String expression, Instant now, Instant next) {
        assertThat(ScheduleExpression.parse(expression).orElseThrow().nextAfter(now))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 0 L * ? *)",
                "cron(60 0 * * ? *)",
                "cron(0 0 * * MON *)",
                "cron(0 0 * * ? 2027)",
                "cron(5-1 0 * * ? *)",
                "cron(0/0 0 * * ? *)",
                "rate(1 week)",
                "at(2026-11-23T00:00:00)"
            })
    void an_unsupported_expression_is_not_parsed(String expression) {
        assertThat(ScheduleExpression.parse(expression)).isEmpty();
    }
}
