package credits.local.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UlidFactoryTest {
    @Test
    void the_first_ten_characters_encode_the_milliseconds() {
        var id = UlidFactory.next(Instant.ofEpochMilli(1469918176385L), new Random(1));

        assertThat(id).startsWith("01ARYZ6S41").matches("[0-9A-HJKMNP-TV-Z]{26}");
    }

    @Test
    void a_later_id_is_greater() {
        var random = new Random(1);

        var earlier = UlidFactory.next(Instant.ofEpochMilli(1_000), random);
        var later = UlidFactory.next(Instant.ofEpochMilli(1_001), random);

        assertThat(later).isGreaterThan(earlier);
    }
}
