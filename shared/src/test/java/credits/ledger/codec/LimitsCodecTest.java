package credits.ledger.codec;

import static credits.TestData.GIULIA;
import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.account.UsageAlerts;
import credits.money.Eur;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Limits that older code knows have the bytes that it wrote; it refuses all others.
class LimitsCodecTest {
    private static final Eur EARLY = Eur.of("60");
    private static final Eur THRESHOLD = Eur.of("80.50");
    private static final Eur LIMIT = Eur.of("150");
    private static final int LAST_FORM_OF_OLDER_CODE = 2;

    @Test
    void limits_without_alerts_or_with_one_or_two_amounts_have_the_bytes_of_older_code() {
        assertThat(packed(UsageAlerts.NONE)).isEqualTo(packedByOlderCode(0));
        assertThat(packed(UsageAlerts.at(THRESHOLD))).isEqualTo(packedByOlderCode(1, THRESHOLD));
        assertThat(packed(UsageAlerts.at(EARLY, THRESHOLD))).isEqualTo(packedByOlderCode(2, THRESHOLD, EARLY));
    }

    @Test
    void older_code_refuses_to_read_any_other_alerts() {
        for (var alerts : List.of(
                new UsageAlerts(List.of(new LimitShare(80)), false),
                new UsageAlerts(List.of(new FixedAmount(THRESHOLD)), true),
                UsageAlerts.at(EARLY, THRESHOLD, LIMIT))) {
            var in = new BinaryReader(packed(alerts));
            assertThat(in.readVarint()).isEqualTo(7);

            assertThatThrownBy(() -> in.readCount(LAST_FORM_OF_OLDER_CODE)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void five_alerts_and_the_forecast_take_twelve_bytes() {
        var five = new UsageAlerts(
                List.of(
                        new LimitShare(10),
                        new LimitShare(50),
                        new LimitShare(80),
                        new LimitShare(90),
                        new LimitShare(100)),
                true);

        assertThat(packed(five).length - packed(UsageAlerts.NONE).length).isLessThanOrEqualTo(12);
    }

    private static byte[] packed(UsageAlerts alerts) {
        var out = new BinaryWriter();
        var change = Optional.of(new LastChange(NOON, GIULIA));
        LimitsCodec.pack(new SpendingLimits(alerts, Optional.of(LIMIT), 7, change), out);
        return out.toByteArray();
    }

    private static byte[] packedByOlderCode(int form, Eur... amounts) {
        var out = new BinaryWriter();
        out.writeVarint(7);
        out.writeVarint(form);
        for (var amount : amounts) out.writeEur(amount);
        out.writeBoolean(true);
        out.writeEur(LIMIT);
        out.writeInstant(NOON);
        out.writeString(GIULIA.value());
        return out.toByteArray();
    }
}
