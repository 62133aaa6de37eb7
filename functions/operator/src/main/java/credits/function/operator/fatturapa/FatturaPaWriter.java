package credits.function.operator.fatturapa;

import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.money.Eur;
import credits.text.LatinText;
import credits.text.XmlWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;

/// Writes the document as XML in the format FatturaPA 1.2.2. The numbers in comments are those of its
/// specification. Its texts are in Italian, and in Latin-1, as the format has it.
final class FatturaPaWriter {
    private static final String NAMESPACE = "xmlns:p=\"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2\"";
    private static final Pattern SHORT_IDENTIFIER = Pattern.compile("[ -~]{1,20}");
    private static final int MAX_REMARK_LENGTH = 200;
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;
    private static final int RATE_DECIMALS = 2;

    private final TaxDocument document;
    private final ItalianTreatment treatment;
    private final String progressive;
    private final XmlWriter xml = new XmlWriter();

    private FatturaPaWriter(TaxDocument document, String progressive) {
        this.document = document;
        this.treatment = ItalianTreatment.of(document);
        this.progressive = progressive;
    }

    /// Returns the XML.
    ///
    /// @param progressive what tells the transmission of the document from all others, at most ten characters
    static String write(TaxDocument document, String progressive) {
        return new FatturaPaWriter(document, progressive).writeDocument();
    }

    private String writeDocument() {
        xml.open("p:FatturaElettronica", NAMESPACE, "versione=\"" + FatturaPaHeader.FORMAT + "\"");
        new FatturaPaHeader(document.invoiceData(), progressive, xml).write();
        xml.open("FatturaElettronicaBody").open("DatiGenerali");
        writeGeneralData();
        writePurchaseOrder();
        document.precedingDocument().ifPresent(this::writePrecedingDocument);
        xml.close().open("DatiBeniServizi");
        writeLineItem();
        writeSummary();
        return xml.close().close().close().toDocument();
    }

    private void writeGeneralData() {
        xml.open("DatiGeneraliDocumento")
                .element("TipoDocumento", documentType())
                .element("Divisa", "EUR");
        xml.element("Data", supplyDate().toString())
                .element("Numero", document.number().toString());
        if (treatment.owesStampDuty())
            xml.open("DatiBollo").element("BolloVirtuale", "SI").close();
        xml.element("ImportoTotaleDocumento", amount(document.amounts().totalAmount()));
        writeRemark("Pagamento " + document.invoiceData().paymentId() + " del "
                + document.invoiceData().paidOn() + ", riferimento "
                + document.invoiceData().paymentReference());
        if (document instanceof CreditNote note) writeRemark(reason(note.reason()));
        treatment.foreignVat().ifPresent(this::writeRemark);
        var references = document.invoiceData().buyer().references();
        references.buyerReference().ifPresent(reference -> writeRemark("Vs. riferimento: " + reference));
        references
                .purchaseOrder()
                .filter(order -> !SHORT_IDENTIFIER.matcher(order).matches())
                .ifPresent(order -> writeRemark("Vs. ordine: " + order));
        xml.close();
    }

    private void writeRemark(String remark) {
        xml.element("Causale", LatinText.of(remark, MAX_REMARK_LENGTH));
    }

    private String documentType() {
        return switch (document) {
            case CreditNote _ -> "TD04";
            // What a credit note took away is due again (art. 26(1) D.P.R. 633/1972).
            case Invoice invoice when invoice.cancelledNote().isPresent() -> "TD05";
            case Invoice _ -> "TD01";
        };
    }

    // 2.1.1.3: the day of the supply, even if the document is issued a day later (circular 14/E of 2019).
    private LocalDate supplyDate() {
        boolean isOfThePayment =
                document instanceof Invoice && document.precedingDocument().isEmpty();
        return isOfThePayment ? document.invoiceData().paidOn() : document.issuedOn();
    }

    private static String reason(Reason reason) {
        return switch (reason) {
            case REFUND -> "Rimborso al cliente";
            case DISPUTE -> "Riaddebito da parte della banca del cliente";
            case REISSUE -> "Annullamento della fattura, sostituita da un'altra";
        };
    }

    private void writePurchaseOrder() {
        document.invoiceData()
                .buyer()
                .references()
                .purchaseOrder()
                .filter(order -> SHORT_IDENTIFIER.matcher(order).matches())
                .ifPresent(order -> xml.open("DatiOrdineAcquisto")
                        .element("IdDocumento", order)
                        .close());
    }

    private void writePrecedingDocument(PrecedingDocument preceding) {
        xml.open("DatiFattureCollegate")
                .element("IdDocumento", preceding.number().toString())
                .close();
    }

    private void writeLineItem() {
        var net = amount(document.amounts().netAmount());
        var platform = document.invoiceData().seller().platformName();
        xml.open("DettaglioLinee").element("NumeroLinea", "1");
        xml.element(
                "Descrizione",
                LatinText.of("Crediti prepagati per i servizi di IA di " + platform, MAX_DESCRIPTION_LENGTH));
        xml.element("Quantita", "1.00").element("PrezzoUnitario", net).element("PrezzoTotale", net);
        writeRate();
        xml.close();
    }

    private void writeSummary() {
        xml.open("DatiRiepilogo");
        writeRate();
        xml.element("ImponibileImporto", amount(document.amounts().netAmount()));
        xml.element(
                "Imposta",
                amount(treatment.isTaxedInItaly() ? document.amounts().vatAmount() : Eur.ZERO));
        if (treatment.isTaxedInItaly()) xml.element("EsigibilitaIVA", "I"); // 2.2.2.7: at once
        treatment.legalReference().ifPresent(reference -> xml.element("RiferimentoNormativo", reference));
        xml.close();
    }

    private void writeRate() {
        int basisPoints = treatment.isTaxedInItaly() ? document.amounts().vat().rateBasisPoints() : 0;
        xml.element(
                "AliquotaIVA", BigDecimal.valueOf(basisPoints, RATE_DECIMALS).toPlainString());
        treatment.nature().ifPresent(nature -> xml.element("Natura", nature));
    }

    private static String amount(Eur amount) {
        return amount.toString();
    }
}
