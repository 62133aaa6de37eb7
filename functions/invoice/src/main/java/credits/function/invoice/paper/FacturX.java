package credits.function.invoice.paper;

import credits.money.Eur;
import credits.topup.Buyer;
import credits.topup.PostalAddress;
import credits.topup.Seller;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.CreditNote;
import credits.topup.TaxDocument.Invoice;
import credits.topup.Vat.Treatment;
import credits.topup.VatId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Writes the document as XML: UN/CEFACT Cross Industry Invoice in the profile EN 16931, as required by Factur-X 1.0
/// and ZUGFeRD 2. The terms in comments (BT, BG) are those of EN 16931.
final class FacturX {
    private static final String URN = "urn:un:unece:uncefact:data:standard:";
    private static final String[] NAMESPACES = {
        "xmlns:rsm=\"" + URN + "CrossIndustryInvoice:100\"",
        "xmlns:ram=\"" + URN + "ReusableAggregateBusinessInformationEntity:100\"",
        "xmlns:qdt=\"" + URN + "QualifiedDataType:100\"",
        "xmlns:udt=\"" + URN + "UnqualifiedDataType:100\""
    };
    private static final String CALENDAR_DAY = "format=\"102\"";
    private static final String EURO = "currencyID=\"EUR\"";
    // UNTDID 4461: online payment service.
    private static final String ONLINE = "68";

    private final TaxDocument document;
    private final Wording wording;
    private final Xml xml = new Xml();

    private FacturX(TaxDocument document, Wording wording) {
        this.document = document;
        this.wording = wording;
    }

    static byte[] of(TaxDocument document, Wording wording) {
        return new FacturX(document, wording).write().getBytes(StandardCharsets.UTF_8);
    }

    private String write() {
        xml.open("rsm:CrossIndustryInvoice", NAMESPACES);
        xml.open("rsm:ExchangedDocumentContext").open("ram:GuidelineSpecifiedDocumentContextParameter");
        xml.put("ram:ID", "urn:cen.eu:en16931:2017").close().close(); // BT-24
        header();
        xml.open("rsm:SupplyChainTradeTransaction");
        line();
        parties();
        delivery();
        settlement();
        return xml.close().close().end();
    }

    private void header() {
        xml.open("rsm:ExchangedDocument").put("ram:ID", document.number().toString()); // BT-1
        xml.put("ram:TypeCode", document instanceof Invoice ? "380" : "381"); // BT-3
        day("ram:IssueDateTime", "udt:DateTimeString", document.issuedOn()); // BT-2
        for (var note : wording.notes())
            xml.open("ram:IncludedNote").put("ram:Content", note).close(); // BT-22
        xml.close();
    }

    private void line() {
        var net = amount(document.amounts().net());
        xml.open("ram:IncludedSupplyChainTradeLineItem").open("ram:AssociatedDocumentLineDocument");
        xml.put("ram:LineID", "1").close(); // BT-126
        xml.open("ram:SpecifiedTradeProduct").put("ram:Name", wording.item()).close(); // BT-153
        xml.open("ram:SpecifiedLineTradeAgreement").open("ram:NetPriceProductTradePrice");
        xml.put("ram:ChargeAmount", net).close().close(); // BT-146
        xml.open("ram:SpecifiedLineTradeDelivery");
        xml.put("ram:BilledQuantity", "1", "unitCode=\"C62\"").close(); // BT-129
        xml.open("ram:SpecifiedLineTradeSettlement").open("ram:ApplicableTradeTax");
        xml.put("ram:TypeCode", "VAT").put("ram:CategoryCode", category()); // BT-151
        rate();
        xml.close().open("ram:SpecifiedTradeSettlementLineMonetarySummation");
        xml.put("ram:LineTotalAmount", net).close().close().close(); // BT-131
    }

    private void parties() {
        xml.open("ram:ApplicableHeaderTradeAgreement");
        seller(document.sale().seller());
        buyer(document.sale().buyer());
        xml.close();
    }

    // A document outside the scope of VAT must not contain VAT identifiers (rule BR-O-02), so the seller's is written
    // as a plain identifier.
    private void seller(Seller seller) {
        xml.open("ram:SellerTradeParty");
        if (isOutsideScope()) xml.put("ram:ID", seller.vatId()); // BT-29
        xml.put("ram:Name", seller.name()); // BT-27
        address(seller.address());
        xml.open("ram:SpecifiedTaxRegistration"); // BT-31, BT-32
        xml.put("ram:ID", seller.vatId(), isOutsideScope() ? "schemeID=\"FC\"" : "schemeID=\"VA\"");
        xml.close().close();
    }

    private void buyer(Buyer buyer) {
        xml.open("ram:BuyerTradeParty");
        if (isOutsideScope()) buyer.vatId().ifPresent(id -> xml.put("ram:ID", id.number())); // BT-46
        xml.put("ram:Name", buyer.legalName()); // BT-44
        address(PostalAddress.of(buyer));
        if (!isOutsideScope()) buyer.vatId().ifPresent(this::buyerVatId);
        xml.close();
    }

    private void buyerVatId(VatId vatId) {
        xml.open("ram:SpecifiedTaxRegistration"); // BT-48
        xml.put("ram:ID", vatId.number(), "schemeID=\"VA\"").close();
    }

    private void address(PostalAddress address) {
        xml.open("ram:PostalTradeAddress"); // BG-5, BG-8
        address.postalCode().ifPresent(code -> xml.put("ram:PostcodeCode", code));
        xml.put("ram:LineOne", address.line1());
        address.line2().ifPresent(line -> xml.put("ram:LineTwo", line));
        xml.put("ram:CityName", address.city()).put("ram:CountryID", address.country());
        address.region().ifPresent(region -> xml.put("ram:CountrySubDivisionName", region));
        xml.close();
    }

    private void delivery() {
        xml.open("ram:ApplicableHeaderTradeDelivery").open("ram:ActualDeliverySupplyChainEvent");
        day("ram:OccurrenceDateTime", "udt:DateTimeString", document.sale().paidOn()); // BT-72
        xml.close().close();
    }

    private void settlement() {
        xml.open("ram:ApplicableHeaderTradeSettlement");
        xml.put("ram:PaymentReference", document.sale().reference()); // BT-83
        xml.put("ram:InvoiceCurrencyCode", "EUR"); // BT-5
        xml.open("ram:SpecifiedTradeSettlementPaymentMeans")
                .put("ram:TypeCode", ONLINE)
                .close(); // BT-81
        vat();
        xml.open("ram:SpecifiedTradePaymentTerms")
                .put("ram:Description", wording.settled())
                .close(); // BT-20
        totals();
        corrected();
        xml.close();
    }

    private void vat() {
        xml.open("ram:ApplicableTradeTax"); // BG-23
        xml.put("ram:CalculatedAmount", amount(document.amounts().tax())).put("ram:TypeCode", "VAT"); // BT-117
        wording.exemption().ifPresent(reason -> xml.put("ram:ExemptionReason", reason)); // BT-120
        xml.put("ram:BasisAmount", amount(document.amounts().net())); // BT-116
        xml.put("ram:CategoryCode", category()); // BT-118
        exemptionCode().ifPresent(code -> xml.put("ram:ExemptionReasonCode", code)); // BT-121
        rate();
        xml.close();
    }

    private void totals() {
        var amounts = document.amounts();
        xml.open("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
        xml.put("ram:LineTotalAmount", amount(amounts.net())); // BT-106
        xml.put("ram:TaxBasisTotalAmount", amount(amounts.net())); // BT-109
        xml.put("ram:TaxTotalAmount", amount(amounts.tax()), EURO); // BT-110
        xml.put("ram:GrandTotalAmount", amount(amounts.total())); // BT-112
        xml.put("ram:TotalPrepaidAmount", amount(amounts.total())); // BT-113
        xml.put("ram:DuePayableAmount", "0.00").close(); // BT-115
    }

    private void corrected() {
        if (!(document instanceof CreditNote note)) return;
        xml.open("ram:InvoiceReferencedDocument");
        xml.put("ram:IssuerAssignedID", note.invoice().number().toString()); // BT-25
        day("ram:FormattedIssueDateTime", "qdt:DateTimeString", note.invoice().issuedOn()); // BT-26
        xml.close();
    }

    private void day(String name, String inside, LocalDate day) {
        xml.open(name).put(inside, day.format(DateTimeFormatter.BASIC_ISO_DATE), CALENDAR_DAY);
        xml.close();
    }

    private boolean isOutsideScope() {
        return treatment() == Treatment.OUTSIDE_SCOPE;
    }

    private Treatment treatment() {
        return document.amounts().vat().treatment();
    }

    private String category() {
        return switch (treatment()) {
            case STANDARD -> document.amounts().vat().hundredths() > 0 ? "S" : "Z";
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
    private void rate() {
        if (!isOutsideScope())
            xml.put("ram:RateApplicablePercent", document.amounts().percent());
    }

    private static String amount(Eur amount) {
        return amount.toString();
    }
}
