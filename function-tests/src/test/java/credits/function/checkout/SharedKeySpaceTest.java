package credits.function.checkout;

import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.AdjustCredits;
import credits.account.command.BookReports.Verdict;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.stripe.PaymentFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The keys of top-ups, authorization calls and adjustments share one space with the ids of reports
/// in each organisation.
class SharedKeySpaceTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final TopUpFixture fixture = TopUpFixture.withBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void a_top_up_with_the_id_of_a_booked_report_is_refused_and_opens_no_session() {
        var key = PAYMENTS.newKey();
        var now = PAYMENTS.clock().instant();
        var report = bookReports(report(key, now, line("query.run", "1", now)));
        var _ = DynamoDbFixture.ledger().commit(fixture.organisation(), report);

        var refused = fixture.topUp(key, "50.00");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("idempotency-conflict");
        assertThat(fixture.topUp(key, "50.00").status()).isEqualTo(422);
        assertThat(fixture.sessionCount(key)).isZero();
        assertThat(PAYMENTS.wiring().paymentLedger().store().find(fixture.organisation(), key))
                .isEmpty();
    }

    @Test
    void a_report_with_the_key_of_a_top_up_conflicts_and_is_never_booked() {
        var key = PAYMENTS.newKey();
        var now = PAYMENTS.clock().instant();
        var _ = fixture.topUp(key, "50.00");

        var report = bookReports(report(key, now, line("query.run", "1", now)));
        var verdicts = DynamoDbFixture.ledger().commit(fixture.organisation(), report);

        assertThat(verdicts).singleElement().isInstanceOf(Verdict.Refused.class);
        assertThat(verdicts.getFirst().toString()).contains("CONFLICT");
    }

    @Test
    void an_adjustment_with_the_key_of_a_top_up_conflicts_and_vice_versa() {
        var key = PAYMENTS.newKey();
        var _ = fixture.topUp(key, "50.00");
        var other = PAYMENTS.newKey();

        var adjusting = adjustment(key);
        var first = DynamoDbFixture.ledger().commit(fixture.organisation(), adjustment(other));

        assertThat(DynamoDbFixture.ledger().commit(fixture.organisation(), adjusting))
                .isEqualTo(AdjustCredits.Outcome.CONFLICT);
        assertThat(first).isEqualTo(AdjustCredits.Outcome.ADJUSTED);
        assertThat(fixture.topUp(other, "50.00").status()).isEqualTo(422);
        assertThat(fixture.balance()).isEqualTo("3.00");
    }

    /// A refused request is also final, and keeps its key.
    @Test
    void the_key_of_a_refused_top_up_stays_taken() {
        var stranger = TopUpFixture.withoutBillingProfile(PAYMENTS);
        var key = PAYMENTS.newKey();
        assertThat(stranger.topUp(key, "50.00").status()).isEqualTo(409);

        assertThat(DynamoDbFixture.ledger().commit(stranger.organisation(), adjustment(key)))
                .isEqualTo(AdjustCredits.Outcome.CONFLICT);
    }

    @Test
    void the_same_key_in_another_organisation_is_another_key() {
        var key = PAYMENTS.newKey();
        var _ = fixture.topUp(key, "50.00");

        assertThat(TopUpFixture.withBillingProfile(PAYMENTS).topUp(key, "20.00").status())
                .isEqualTo(201);
    }

    private static AdjustCredits adjustment(UniqueId key) {
        var now = PAYMENTS.clock().instant();
        return new AdjustCredits(key, 1, Eur.of("3.00"), new MemberId("usr_operator"), "a gift", now);
    }
}
