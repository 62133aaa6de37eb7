package credits.payment;

import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// One update of a payment, reported by Stripe. Updates may arrive in any order and any number of times: together they
/// lead to the same state, see [PaymentState].
public sealed interface PaymentUpdate {
    /// The progress of Checkout before payment.
    ///
    /// @param stage any stage but [CheckoutStage#PAID], which has an update of its own
    record StageReached(CheckoutStage stage) implements PaymentUpdate {
        public StageReached {
            if (stage == CheckoutStage.PAID)
                throw new IllegalArgumentException("a paid payment has an update of its own");
        }
    }

    /// The payment was received.
    ///
    /// @param paymentIntentId Stripe's id of the payment, which refunds and disputes refer to
    /// @param total the amount paid, including VAT
    /// @param payerCountry the country of the card or the bank account, ISO 3166-1 alpha-2; empty until Stripe
    ///     has said
    record Paid(String paymentIntentId, Eur total, Instant paidAt, Optional<String> payerCountry)
            implements PaymentUpdate {
        /// Creates the update of a payment whose payer's country is not known.
        public Paid(String paymentIntentId, Eur total, Instant paidAt) {
            this(paymentIntentId, total, paidAt, Optional.empty());
        }
    }

    /// A refund to the payer.
    ///
    /// @param id Stripe's id of the refund
    /// @param createdAt when it was made; empty in older records
    /// @param isOfVat whether it returns VAT that turned out not to be due: the credits stay, and the invoice
    ///     is made out anew
    record Refund(String id, Eur amount, RefundStatus status, Optional<Instant> createdAt, boolean isOfVat)
            implements PaymentUpdate {
        /// Creates the update of a refund of what was bought.
        public Refund(String id, Eur amount, RefundStatus status, Optional<Instant> createdAt) {
            this(id, amount, status, createdAt, false);
        }

        /// Creates the update of a refund whose time is not known.
        public Refund(String id, Eur amount, RefundStatus status) {
            this(id, amount, status, Optional.empty());
        }
    }

    /// The status of a refund. A later one in this order replaces an earlier one, and never the reverse.
    enum RefundStatus {
        /// The money is on its way to the payer, and may yet come back.
        PENDING,
        /// The payer has the money. It can still come back.
        SUCCEEDED,
        /// The money came back, or was never sent. That is final.
        FAILED
    }

    /// A dispute of the payment by the payer's bank.
    ///
    /// @param id Stripe's id of the dispute
    /// @param createdAt when the bank opened it; empty in older records
    record Dispute(String id, Eur amount, DisputeStatus status, Optional<Instant> createdAt) implements PaymentUpdate {
        /// Creates the update of a dispute whose time is not known.
        public Dispute(String id, Eur amount, DisputeStatus status) {
            this(id, amount, status, Optional.empty());
        }
    }

    /// The status of a dispute. A later one in this order replaces an earlier one, and never the reverse.
    enum DisputeStatus {
        /// An inquiry by the bank; no money was taken.
        INQUIRY,
        /// The bank has taken the money, or is about to.
        OPEN,
        /// The bank keeps the money.
        LOST,
        /// The bank has returned the money.
        WON,
        /// The bank has taken the money after returning it. Stripe's events do not say so, since they arrive in any
        /// order: an operator does.
        OVERTURNED;

        /// Whether the bank has the money.
        public boolean hasWithdrawnFunds() {
            return this == OPEN || isLost();
        }

        boolean isLost() {
            return this == LOST || this == OVERTURNED;
        }
    }
}
