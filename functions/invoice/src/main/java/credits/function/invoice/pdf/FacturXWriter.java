package credits.function.invoice.pdf;

import credits.invoicing.BillingProfile;
import credits.invoicing.ElectronicAddress;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.money.Eur;
import credits.text.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Writes the document as XML: UN/CEFACT Cross Industry Invoice in the profile EN 16931, as required by Factur-X 1.0
/// and ZUGFeRD 2. The terms in comments (BT, BG) are those of EN 16931.
final class FacturXWriter {
    private static final String URN = "urn:un:unece:uncefact:data:standard:";
    private static final String[] NAMESPACES = {
        "xmlns:rsm=\"" + URN + "CrossIndustryInvoice:100\"",
        "xmlns:ram=\"" + URN + "ReusableAggregateBusinessInformationEntity:100\"",
        "xmlns:qdt=\"" + URN + "QualifiedDataType:100\"",
        "xmlns:udt=\"" + URN + "UnqualifiedDataType:100\""
    };
    private static final String DATE_FORMAT_102 = "format=\"102\"";
    private static final String EURO = "currencyID=\"EUR\"";
    // UNTDID 4461: online payment service.
    private static final String ONLINE_PAYMENT_SERVICE = "68";

    private final TaxDocument document;
    private final DocumentText documentText;
    private final XmlWriter xml = new XmlWriter();

    private FacturXWriter(TaxDocument document, DocumentText documentText) {
        this.document = document;
        this.documentText = documentText;
    }

    static byte[] write(TaxDocument document, DocumentText documentText) {
        return new FacturXWriter(document, documentText).writeDocument().getBytes(StandardCharsets.UTF_8);
    }

    private String writeDocument() {
        xml.open("rsm:CrossIndustryInvoice", NAMESPACES);
        xml.open("rsm:ExchangedDocumentContext").open("ram:GuidelineSpecifiedDocumentContextParameter");
        xml.element("ram:ID", "urn:cen.eu:en16931:2017").close().close(); // BT-24
        writeHeader();
        xml.open("rsm:SupplyChainTradeTransaction");
        writeLineItem();
        writeParties();
        writeDelivery();
        writeSettlement();
        return xml.close().close().toDocument();
    }

    private void writeHeader() {
        xml.open("rsm:ExchangedDocument").element("ram:ID", document.number().toString()); // BT-1
        xml.element("ram:TypeCode", document instanceof Invoice ? "380" : "381"); // BT-3
        writeDate("ram:IssueDateTime", "udt:DateTimeString", document.issuedOn()); // BT-2
        for (var note : documentText.notes())
            xml.open("ram:IncludedNote").element("ram:Content", note).close(); // BT-22
        xml.close();
    }

    private void writeLineItem() {
        var net = amount(document.amounts().netAmount());
        xml.open("ram:IncludedSupplyChainTradeLineItem").open("ram:AssociatedDocumentLineDocument");
        xml.element("ram:LineID", "1").close(); // BT-126
        xml.open("ram:SpecifiedTradeProduct")
                .element("ram:Name", documentText.itemDescription())
                .close(); // BT-153
        xml.open("ram:SpecifiedLineTradeAgreement").open("ram:NetPriceProductTradePrice");
        xml.element("ram:ChargeAmount", net).close().close(); // BT-146
        xml.open("ram:SpecifiedLineTradeDelivery");
        xml.element("ram:BilledQuantity", "1", "unitCode=\"C62\"").close(); // BT-129
        xml.open("ram:SpecifiedLineTradeSettlement").open("ram:ApplicableTradeTax");
        xml.element("ram:TypeCode", "VAT").element("ram:CategoryCode", vatCategory()); // BT-151
        writeRate();
        xml.close().open("ram:SpecifiedTradeSettlementLineMonetarySummation");
        xml.element("ram:LineTotalAmount", net).close().close().close(); // BT-131
    }

    private void writeParties() {
        var references = document.invoiceData().buyer().references();
        xml.open("ram:ApplicableHeaderTradeAgreement");
        references.buyerReference().ifPresent(reference -> xml.element("ram:BuyerReference", reference)); // BT-10
        writeSeller(document.invoiceData().seller());
        writeBuyer(document.invoiceData().buyer());
        references
                .purchaseOrder()
                .ifPresent(order -> xml.open("ram:BuyerOrderReferencedDocument")
                        .element("ram:IssuerAssignedID", order) // BT-13
                        .close());
        xml.close();
    }

    // A document outside the scope of VAT must not contain VAT identifiers (rule BR-O-02), so the seller's is written
    // as a plain identifier.
    private void writeSeller(Seller seller) {
        xml.open("ram:SellerTradeParty");
        if (isOutsideScope()) xml.element("ram:ID", seller.vatId()); // BT-29
        xml.element("ram:Name", seller.legalName()); // BT-27
        writeAddress(seller.address());
        xml.open("ram:SpecifiedTaxRegistration"); // BT-31, BT-32
        xml.element("ram:ID", seller.vatId(), isOutsideScope() ? "schemeID=\"FC\"" : "schemeID=\"VA\"");
        xml.close().close();
    }

    private void writeBuyer(BillingProfile buyer) {
        xml.open("ram:BuyerTradeParty");
        var vatId = buyer.vatId().filter(VatId::isPrintable);
        if (isOutsideScope()) vatId.ifPresent(id -> xml.element("ram:ID", id.number())); // BT-46
        xml.element("ram:Name", buyer.legalName()); // BT-44
        writeAddress(PostalAddress.from(buyer));
        buyer.references().electronicAddress().ifPresent(this::writeElectronicAddress);
        if (!isOutsideScope()) vatId.ifPresent(this::writeBuyerVatId);
        xml.close();
    }

    // The value is of ASCII letters, digits and signs. The scheme is one of a list.
    private void writeElectronicAddress(ElectronicAddress address) {
        xml.open("ram:URIUniversalCommunication"); // BT-49
        xml.element("ram:URIID", address.value(), "schemeID=\"" + address.scheme() + "\"")
                .close();
    }

    private void writeBuyerVatId(VatId vatId) {
        xml.open("ram:SpecifiedTaxRegistration"); // BT-48
        xml.element("ram:ID", vatId.number(), "schemeID=\"VA\"").close();
    }

    private void writeAddress(PostalAddress address) {
        xml.open("ram:PostalTradeAddress"); // BG-5, BG-8
        address.postalCode().ifPresent(code -> xml.element("ram:PostcodeCode", code));
        xml.element("ram:LineOne", address.line1());
        address.line2().ifPresent(line -> xml.element("ram:LineTwo", line));
        xml.element("ram:CityName", address.city()).element("ram:CountryID", address.country());
        address.region().ifPresent(region -> xml.element("ram:CountrySubDivisionName", region));
        xml.close();
    }

    private void writeDelivery() {
        xml.open("ram:ApplicableHeaderTradeDelivery").open("ram:ActualDeliverySupplyChainEvent");
        writeDate(
                "ram:OccurrenceDateTime",
                "udt:DateTimeString",
                document.invoiceData().paidOn()); // BT-72
        xml.close().close();
    }

    private void writeSettlement() {
        xml.open("ram:ApplicableHeaderTradeSettlement");
        xml.element("ram:PaymentReference", document.invoiceData().paymentReference()); // BT-83
        xml.element("ram:InvoiceCurrencyCode", "EUR"); // BT-5
        xml.open("ram:SpecifiedTradeSettlementPaymentMeans")
                .element("ram:TypeCode", ONLINE_PAYMENT_SERVICE)
                .close(); // BT-81
        writeVat();
        xml.open("ram:SpecifiedTradePaymentTerms")
                .element("ram:Description", documentText.settledNote())
                .close(); // BT-20
        writeTotals();
        document.precedingDocument().ifPresent(this::writePrecedingDocument);
        xml.close();
    }

    private void writeVat() {
        xml.open("ram:ApplicableTradeTax"); // BG-23
        xml.element("ram:CalculatedAmount", amount(document.amounts().vatAmount()))
                .element("ram:TypeCode", "VAT"); // BT-117
        documentText.exemptionReason().ifPresent(reason -> xml.element("ram:ExemptionReason", reason)); // BT-120
        xml.element("ram:BasisAmount", amount(document.amounts().netAmount())); // BT-116
        xml.element("ram:CategoryCode", vatCategory()); // BT-118
        exemptionCode().ifPresent(code -> xml.element("ram:ExemptionReasonCode", code)); // BT-121
        writeRate();
        xml.close();
    }

    private void writeTotals() {
        var amounts = document.amounts();
        xml.open("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
        xml.element("ram:LineTotalAmount", amount(amounts.netAmount())); // BT-106
        xml.element("ram:TaxBasisTotalAmount", amount(amounts.netAmount())); // BT-109
        xml.element("ram:TaxTotalAmount", amount(amounts.vatAmount()), EURO); // BT-110
        xml.element("ram:GrandTotalAmount", amount(amounts.totalAmount())); // BT-112
        xml.element("ram:TotalPrepaidAmount", amount(amounts.totalAmount())); // BT-113
        xml.element("ram:DuePayableAmount", "0.00").close(); // BT-115
    }

    private void writePrecedingDocument(PrecedingDocument preceding) {
        xml.open("ram:InvoiceReferencedDocument");
        xml.element("ram:IssuerAssignedID", preceding.number().toString()); // BT-25
        writeDate("ram:FormattedIssueDateTime", "qdt:DateTimeString", preceding.issuedOn()); // BT-26
        xml.close();
    }

    private void writeDate(String name, String inside, LocalDate day) {
        xml.open(name).element(inside, day.format(DateTimeFormatter.BASIC_ISO_DATE), DATE_FORMAT_102);
        xml.close();
    }

    private boolean isOutsideScope() {
        return treatment() == VatTreatment.OUTSIDE_SCOPE;
    }

    private VatTreatment treatment() {
        return document.amounts().vat().treatment();
    }

    private String vatCategory() {
        return switch (treatment()) {
            case STANDARD -> document.amounts().vat().rateBasisPoints() > 0 ? "S" : "Z";
            case REVERSE_CHARGE -> "AE";
            case OUTSIDE_SCOPE -> "O";
        };
    }

    private Optional<String> exemptionCode() {
        return switch (treatment()) {
            case STANDARD -> Optional.empty();
            case REVERSE_CHARGE -> Optional.of("VATEX-EU-AE");
            case OUTSIDE_SCOPE -> Optional.of("VATEX-EU-O");
        };
    }

    // A supply outside the scope of VAT has no rate (rule BR-O-05); BT-119, BT-152.
    private void writeRate() {
        if (!isOutsideScope())
            xml.element("ram:RateApplicablePercent", document.amounts().ratePercent());
    }

    private static String amount(Eur amount) {
        return amount.toString();
    }
}
