package credits.function.invoice.paper;

import credits.money.Eur;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.CreditNote;
import credits.topup.TaxDocument.Invoice;
import credits.topup.Vat.Treatment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of one document in its language, the same on the page and in the XML.
record Wording(TaxDocument document, Words words) {
    /// The kind and the number of the document.
    String title() {
        return kind() + " " + document.number();
    }

    String kind() {
        return words.say(by(Word.INVOICE, Word.CREDIT_NOTE));
    }

    /// The description of the item.
    String item() {
        return words.say(
                by(Word.ITEM, Word.ITEM_CREDITED), document.sale().seller().platform());
    }

    /// Why no VAT is charged, in the wording that the VAT Directive requires; empty if VAT is charged.
    Optional<String> exemption() {
        return switch (document.amounts().vat().treatment()) {
            case STANDARD -> Optional.empty();
            case REVERSE_CHARGE -> Optional.of(words.say(Word.REVERSE_CHARGE));
            case OUTSIDE_SCOPE -> Optional.of(words.say(Word.OUTSIDE_SCOPE));
        };
    }

    /// The note that credits exclude VAT, with this document's amounts.
    String net() {
        var amounts = document.amounts();
        return words.say(by(Word.NET_NOTE, Word.NET_BACK_NOTE), money(amounts.total()), money(amounts.net()));
    }

    /// The note that no amount is due.
    String settled() {
        return words.say(
                by(Word.PAID_NOTE, Word.REFUNDED_NOTE), date(document.sale().paidOn()));
    }

    /// All notes below the amounts.
    List<String> notes() {
        var notes = new ArrayList<String>();
        exemption().ifPresent(notes::add);
        notes.add(settled());
        notes.add(net());
        return notes;
    }

    /// The VAT rate as text, or that there is none.
    String rate() {
        return isTaxed() ? words.say(Word.RATE, percent()) : words.say(Word.NONE);
    }

    /// Whether VAT applies, even at a rate of zero.
    boolean isTaxed() {
        return document.amounts().vat().treatment() == Treatment.STANDARD;
    }

    /// The VAT rate in percent.
    String percent() {
        return words.decimal(document.amounts().percent());
    }

    /// The first label for an invoice, the second for a credit note.
    Word by(Word ofInvoice, Word ofCreditNote) {
        return switch (document) {
            case Invoice _ -> ofInvoice;
            case CreditNote _ -> ofCreditNote;
        };
    }

    String money(Eur amount) {
        return words.money(amount);
    }

    String date(LocalDate date) {
        return words.date(date);
    }

    String say(Word word, Object... values) {
        return words.say(word, values);
    }
}
