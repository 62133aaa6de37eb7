package credits.function.invoice.pdf;

import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.VatTreatment;
import credits.money.Eur;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of one document in its language, the same on the page and in the XML.
record DocumentText(TaxDocument document, Translations translations) {
    /// The kind and the number of the document.
    String title() {
        return kind() + " " + document.number();
    }

    String kind() {
        return translations.text(document instanceof Invoice ? Label.INVOICE : Label.CREDIT_NOTE);
    }

    /// The description of the item.
    String itemDescription() {
        return translations.text(
                labelFor(Label.ITEM, Label.ITEM_CREDITED, Label.ITEM_CHARGED_BACK, Label.ITEM_CANCELLED),
                document.invoiceData().seller().platformName());
    }

    /// The reason why no VAT is charged, in the wording that the VAT Directive requires; empty if VAT is charged.
    Optional<String> exemptionReason() {
        return switch (document.amounts().vat().treatment()) {
            case STANDARD -> Optional.empty();
            case REVERSE_CHARGE -> Optional.of(translations.text(Label.REVERSE_CHARGE));
            case OUTSIDE_SCOPE -> Optional.of(translations.text(Label.OUTSIDE_SCOPE));
        };
    }

    /// The note that credits exclude VAT, with this document's amounts.
    String netNote() {
        var amounts = document.amounts();
        return translations.text(
                labelFor(Label.NET_NOTE, Label.NET_BACK_NOTE, Label.NET_CHARGED_BACK_NOTE, Label.NET_NOTE),
                money(amounts.totalAmount()),
                money(amounts.netAmount()));
    }

    /// The label of the document that this one amends.
    Label precedingLabel() {
        return switch (document) {
            case Invoice invoice -> invoice.replacedInvoice().isPresent() ? Label.REPLACES : Label.CANCELS;
            case CreditNote _ -> Label.CORRECTS;
        };
    }

    /// The note that no amount is due; on a credit note also why, since when, and what remains of the sale.
    String settledNote() {
        return switch (document) {
            case Invoice invoice -> paidNote(invoice);
            case CreditNote note ->
                reversalNote(note)
                        + note.remainingCents()
                                .map(cents -> " " + remainingNote(note, Eur.ofCents(cents)))
                                .orElse("");
        };
    }

    private String paidNote(Invoice invoice) {
        var paidOn = date(invoice.invoiceData().paidOn());
        return invoice.cancelledNote()
                .map(note -> translations.text(Label.CANCELS_NOTE, note.number()))
                .or(() -> invoice.replacedInvoice()
                        .map(replaced -> translations.text(Label.REPLACES_NOTE, paidOn, replaced.number())))
                .orElseGet(() -> translations.text(Label.PAID_NOTE, paidOn));
    }

    private String reversalNote(CreditNote note) {
        var on = note.reversedOn().map(this::date);
        return switch (note.reason()) {
            case REFUND ->
                on.map(day -> translations.text(Label.REFUNDED_ON_NOTE, day))
                        .orElseGet(() -> translations.text(Label.REFUNDED_NOTE));
            case DISPUTE ->
                on.map(day -> translations.text(Label.DISPUTED_ON_NOTE, day))
                        .orElseGet(() -> translations.text(Label.DISPUTED_NOTE));
            case REISSUE ->
                translations.text(Label.REISSUE_NOTE, note.precedingInvoice().number());
        };
    }

    private String remainingNote(CreditNote note, Eur remaining) {
        var total = note.invoiceData().amounts().totalAmount();
        return translations.text(Label.REMAINING_NOTE, money(remaining), money(total));
    }

    /// All notes below the amounts.
    List<String> notes() {
        var notes = new ArrayList<String>();
        exemptionReason().ifPresent(notes::add);
        notes.add(settledNote());
        notes.add(netNote());
        return notes;
    }

    /// The VAT rate as text, or that there is none.
    String rateText() {
        return isVatApplicable() ? translations.text(Label.RATE, percent()) : translations.text(Label.NONE);
    }

    /// VAT, and whose it is.
    String vatLabel() {
        var vat = document.amounts().vat();
        return vat.country()
                .map(country -> translations.text(Label.VAT_OF, translations.country(country)))
                .orElseGet(() -> translations.text(Label.VAT));
    }

    /// Whether VAT applies, even at a rate of zero.
    boolean isVatApplicable() {
        return document.amounts().vat().treatment() == VatTreatment.STANDARD;
    }

    /// The VAT rate in percent.
    String percent() {
        return translations.decimal(document.amounts().ratePercent());
    }

    /// The first label for an invoice, the second for the credit note of a refund, the third for that of a
    /// dispute, the fourth for one that cancels an invoice.
    Label labelFor(Label ofInvoice, Label ofRefund, Label ofDispute, Label ofCancellation) {
        return switch (document) {
            case Invoice _ -> ofInvoice;
            case CreditNote note ->
                switch (note.reason()) {
                    case REFUND -> ofRefund;
                    case DISPUTE -> ofDispute;
                    case REISSUE -> ofCancellation;
                };
        };
    }

    String money(Eur amount) {
        return translations.money(amount);
    }

    String date(LocalDate date) {
        return translations.date(date);
    }

    String text(Label label, Object... values) {
        return translations.text(label, values);
    }
}
