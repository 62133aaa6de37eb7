package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.FinalReversals.Reversal;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.stripe.PaymentFixture;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An operator settles a dispute that was won and then lost.
class SettleDisputeTest {
    private final PaymentFixture payments = new PaymentFixture();
    private final HandlerInvoker reconcile =
            new HandlerInvoker(new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()));
    private final Payment payment = payments.openTopUp(payments.newOrganisation(), 5_000);
    private final String session = payments.sessionId(payment);

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void a_lost_dispute_that_we_know_as_won_is_clawed_back_once_and_agrees_with_stripe() {
        var dispute = wonDispute();
        payments.stripe().overturnDispute(dispute);
        assertThat(differences()).containsExactly("account: 5000 cents, Stripe: 0 cents");

        assertThat(settle(dispute).path("settled").asBoolean()).isTrue();
        assertThat(settle(dispute).path("settled").asBoolean()).isFalse();

        assertThat(payments.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.CHARGED_BACK);
        assertThat(payments.stored(payment)
                        .state()
                        .finalReversals(ZoneId.of("Europe/Rome"))
                        .reversals())
                .as("what its credit note is for")
                .extracting(Reversal::reason, Reversal::cents)
                .containsExactly(tuple(Reason.DISPUTE, 6_100L));
        assertThat(differences()).isEmpty();
    }

    @Test
    void a_dispute_that_is_not_lost_is_left_alone() {
        assertThat(settle(wonDispute()).path("settled").asBoolean()).isFalse();

        assertThat(payments.balance(payment.organisation())).isEqualTo("50.00");
    }

    /// The money is gone, but how much of it in EUR only a person can say.
    @Test
    void a_dispute_in_another_currency_that_the_sweep_finds_raises_one_alarm_and_takes_nothing() {
        credit();
        var intent = payments.stripe().paymentIntentOf(session);
        var dispute = new Dispute("du_" + payment.organisation(), Eur.ofCents(3_050), DisputeStatus.OPEN);
        payments.wiring()
                .unmatchedReversals()
                .save(
                        new UnmatchedReversal(intent, dispute, "usd"),
                        payments.clock().instant());

        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(reconcile.log().split("\"object\":\"" + dispute.id() + "\"", -1))
                .hasSize(2);
        assertThat(differences()).isEmpty();
    }

    private String wonDispute() {
        credit();
        var dispute = payments.stripe().openDispute(session, 6_100);
        payments.stripe().winDispute(dispute);
        var won = new Dispute(dispute, Eur.ofCents(6_100), DisputeStatus.WON);
        var _ = payments.wiring()
                .paymentLedger()
                .applyUpdates(
                        payment.organisation(),
                        payment.id(),
                        List.of(won),
                        payments.clock().instant());
        return dispute;
    }

    private void credit() {
        payments.stripe().pay(session, TestPaymentMethod.CARD);
        var _ = payments.wiring().fulfilment().refresh(payment, payments.source());
    }

    private JsonNode settle(String dispute) {
        return reconcile.invoke("{\"task\":\"settle_dispute\",\"dispute\":\"" + dispute + "\"}");
    }

    private List<String> differences() {
        return reconcile
                .invoke("{\"task\":\"compare\"}")
                .path("differences")
                .asText()
                .lines()
                .filter(line -> line.contains(payment.organisation().value()))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
    }
}
