package credits.invoicing.store;

import credits.invoicing.FinalReversals;
import credits.invoicing.FinalReversals.Reversal;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import java.util.Optional;

/// The next document that the reversals of a payment require: the documents follow the money, one reversal at
/// a time.
sealed interface DueCorrection {
    /// A credit note for a reversal.
    ///
    /// @param cents how much of it is on no credit note yet; never more than the sale has left
    record Credit(Reversal reversal, long cents) implements DueCorrection {}

    /// An invoice that cancels a credit note, whose reversal came to nothing.
    ///
    /// @param cents what of the note has not been cancelled
    record CancelNote(DocumentRef note, long cents) implements DueCorrection {}

    /// Returns the next one; empty if the documents agree with the reversals. What is cancelled comes first,
    /// so that there is room for the rest.
    ///
    /// A reversal that is merely unknown cancels nothing: the worker that issued its note knew more.
    ///
    /// @param soldCents what was sold, including VAT
    static Optional<DueCorrection> find(PaymentDocuments documents, FinalReversals reversals, long soldCents) {
        long room = soldCents - documents.creditedCents();
        return cancellation(documents, reversals).or(() -> credit(documents, reversals, room));
    }

    private static Optional<DueCorrection> cancellation(PaymentDocuments documents, FinalReversals reversals) {
        long excess = excessWithoutReversal(documents, reversals);
        for (var note : documents.reversalNotes()) {
            long left = documents.creditedBy(note);
            boolean isRevoked =
                    note.reversal().filter(reversals.revoked()::contains).isPresent();
            long cents = note.reversal().isPresent() ? left : Math.min(left, excess);
            if (cents > 0 && (isRevoked || note.reversal().isEmpty())) return Optional.of(new CancelNote(note, cents));
        }
        return Optional.empty();
    }

    // Older notes name no reversal: they cover whichever there are.
    private static long excessWithoutReversal(PaymentDocuments documents, FinalReversals reversals) {
        if (reversals.revoked().isEmpty()) return 0;
        long uncovered = reversals.reversals().stream()
                .mapToLong(each -> Math.max(0, each.cents() - documents.creditedFor(each.id())))
                .sum();
        return Math.max(0, documents.creditedWithoutReversal() - uncovered);
    }

    private static Optional<DueCorrection> credit(PaymentDocuments documents, FinalReversals reversals, long room) {
        long covered = documents.creditedWithoutReversal();
        for (var reversal : reversals.reversals()) {
            long missing = Math.max(0, reversal.cents() - documents.creditedFor(reversal.id()));
            long byOlderNotes = Math.min(missing, covered);
            covered -= byOlderNotes;
            long cents = Math.min(missing - byOlderNotes, room);
            if (cents > 0) return Optional.of(new Credit(reversal, cents));
        }
        return Optional.empty();
    }
}
