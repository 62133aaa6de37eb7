package credits.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuarantineReasonTest {
    /// Keys, events and e-mails hold these texts.
    @Test
    void the_codes_are_those_that_were_stored_from_the_beginning() {
        assertThat(Stream.of(QuarantineReason.values()).map(QuarantineReason::code))
                .containsExactlyInAnyOrder(
                        "mode",
                        "missing",
                        "form",
                        "currency",
                        "unknown",
                        "refused",
                        "session",
                        "reference",
                        "customer",
                        "kind",
                        "amount",
                        "total",
                        "unpaid",
                        "payment",
                        "overturned");
    }

    @Test
    void a_stored_code_is_read_as_its_reason_and_any_other_text_is_not() {
        for (var reason : QuarantineReason.values())
            assertThat(QuarantineReason.ofCode(reason.code())).isEqualTo(reason);
        assertThatThrownBy(() -> QuarantineReason.ofCode("AMOUNT")).isInstanceOf(IllegalStateException.class);
    }
}
