package credits.function.checkout;

import static credits.Given.booking;
import static credits.Given.line;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.Adjust;
import credits.account.BookReports.Verdict;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.ledger.LocalTable;
import credits.money.Eur;
import credits.stripe.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The keys of top-ups, authorization calls and adjustments share one space with the ids of reports
/// in each organisation.
class OneKeySpaceTest {
    private static final Shop SHOP = new Shop();

    private final Buying buying = Buying.in(SHOP);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void a_top_up_with_the_id_of_a_booked_report_is_refused_and_opens_nothing() {
        var key = SHOP.key();
        var now = SHOP.clock().instant();
        var report = booking(submission(key, now, line("query.run", "1", now)));
        var _ = LocalTable.ledger().commit(buying.organisation(), report);

        var refused = buying.topUp(key, "50.00");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.of("code")).isEqualTo("idempotency-conflict");
        assertThat(buying.topUp(key, "50.00").status()).isEqualTo(422);
        assertThat(buying.pages(key)).isZero();
        assertThat(SHOP.wiring().payments().records().find(buying.organisation(), key))
                .isEmpty();
    }

    @Test
    void a_report_with_the_key_of_a_top_up_is_in_conflict_and_never_booked() {
        var key = SHOP.key();
        var now = SHOP.clock().instant();
        var _ = buying.topUp(key, "50.00");

        var report = booking(submission(key, now, line("query.run", "1", now)));
        var verdicts = LocalTable.ledger().commit(buying.organisation(), report);

        assertThat(verdicts).singleElement().isInstanceOf(Verdict.Refused.class);
        assertThat(verdicts.getFirst().toString()).contains("CONFLICT");
    }

    @Test
    void an_adjustment_with_the_key_of_a_top_up_is_in_conflict_and_the_reverse() {
        var key = SHOP.key();
        var _ = buying.topUp(key, "50.00");
        var other = SHOP.key();

        var adjusting = adjusting(key);
        var first = LocalTable.ledger().commit(buying.organisation(), adjusting(other));

        assertThat(LocalTable.ledger().commit(buying.organisation(), adjusting)).isEqualTo(Adjust.Outcome.CONFLICT);
        assertThat(first).isEqualTo(Adjust.Outcome.ADJUSTED);
        assertThat(buying.topUp(other, "50.00").status()).isEqualTo(422);
        assertThat(buying.balance()).isEqualTo("3.00");
    }

    /// A refused request has had its response too, and keeps its key.
    @Test
    void the_key_of_a_refused_top_up_is_taken_too() {
        var stranger = Buying.stranger(SHOP);
        var key = SHOP.key();
        assertThat(stranger.topUp(key, "50.00").status()).isEqualTo(409);

        assertThat(LocalTable.ledger().commit(stranger.organisation(), adjusting(key)))
                .isEqualTo(Adjust.Outcome.CONFLICT);
    }

    @Test
    void the_same_key_in_another_organisation_is_another_key() {
        var key = SHOP.key();
        var _ = buying.topUp(key, "50.00");

        assertThat(Buying.in(SHOP).topUp(key, "20.00").status()).isEqualTo(201);
    }

    private static Adjust adjusting(UniqueId key) {
        var now = SHOP.clock().instant();
        return new Adjust(key, 1, Eur.of("3.00"), new MemberId("usr_operator"), "a gift", now);
    }
}
