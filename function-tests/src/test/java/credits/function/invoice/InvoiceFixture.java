package credits.function.invoice;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import java.time.LocalDate;
import java.util.Optional;

/// The fixture of the invoice tests: an Italian seller and its buyers.
public final class InvoiceFixture {
    public static final LocalDate ISSUED_ON = LocalDate.of(2026, 11, 23);
    public static final LocalDate PAID_ON = LocalDate.of(2026, 11, 22);
    public static final LocalDate REFUNDED_ON = LocalDate.of(2026, 11, 29);
    public static final DecidedVat REVERSE_CHARGE = new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0);
    public static final DecidedVat OUTSIDE_SCOPE = new DecidedVat(VatTreatment.OUTSIDE_SCOPE, 0, 0);
    public static final Seller SELLER = new Seller(
            "Lumen Società a responsabilità limitata",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.of("MI"), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.of("REA MI-1234567 · Capitale sociale € 100.000,00 i.v."),
            Optional.of("billing@lumen.example"));

    private InvoiceFixture() {}

    /// The kinds of documents.
    public enum DocumentKind {
        DOMESTIC,
        REVERSE_CHARGE,
        OUTSIDE_SCOPE,
        CREDIT_NOTE,
        CHARGEBACK,
        CANCELLATION;

        public TaxDocument document(DocumentLanguage language) {
            return switch (this) {
                case DOMESTIC -> invoice(sale(italianBuyer(language), 10_000, italianVat(2_200)));
                case REVERSE_CHARGE -> invoice(sale(germanBuyer(language), 100_000, InvoiceFixture.REVERSE_CHARGE));
                case OUTSIDE_SCOPE -> invoice(sale(swissBuyer(language), 5_000, InvoiceFixture.OUTSIDE_SCOPE));
                case CREDIT_NOTE -> creditNote(sale(italianBuyer(language), 10_000, italianVat(2_200)), 0, 3_333);
                case CHARGEBACK -> chargeback(sale(italianBuyer(language), 10_000, italianVat(2_200)));
                case CANCELLATION -> cancellation(sale(italianBuyer(language), 10_000, italianVat(2_200)), 3_333);
            };
        }
    }

    /// A decision for Italian VAT of `cents`.
    public static DecidedVat italianVat(long cents) {
        return new DecidedVat(VatTreatment.STANDARD, 2_200, cents);
    }

    public static BillingProfile italianBuyer(DocumentLanguage language) {
        return new BillingProfile(
                "Bottega Verdi S.p.A.",
                "Corso Vittorio Emanuele II 15",
                Optional.of("Scala B"),
                "10123",
                "Torino",
                Optional.of("TO"),
                "IT",
                Optional.of(new VatId("IT01234567890", Status.VERIFIED)),
                language.tag(),
                "contabilita@bottega.example");
    }

    public static BillingProfile germanBuyer(DocumentLanguage language) {
        var vatId = Optional.of(new VatId("DE136695976", Status.VERIFIED));
        return buyer("Größe & Söhne GmbH", "Invalidenstraße 1", "10115 Berlin", "DE", vatId, language);
    }

    public static BillingProfile swissBuyer(DocumentLanguage language) {
        return buyer("Matterhorn Analytics AG", "Bahnhofstrasse 3", "8001 Zürich", "CH", Optional.empty(), language);
    }

    public static BillingProfile buyer(
            String name, String street, String city, String country, Optional<VatId> vatId, DocumentLanguage language) {
        var parts = city.split(" ", 2);
        return new BillingProfile(
                name,
                street,
                Optional.empty(),
                parts[0],
                parts[1],
                Optional.empty(),
                country,
                vatId,
                language.tag(),
                "billing@buyer.example");
    }

    public static InvoiceData sale(BillingProfile buyer, long netCents, DecidedVat vat) {
        return new InvoiceData(
                new OrganisationId("acme"),
                new PaymentId(UniqueId.parse("01K9ZQ4T2N8M6V5X7Y3W1R0PAY").orElseThrow()),
                PAID_ON,
                "pi_3TestPaymentIntent00001",
                SELLER,
                buyer,
                new VatBreakdown(netCents, vat));
    }

    public static Invoice invoice(InvoiceData invoiceData) {
        return new Invoice(DocumentNumber.of("2026-000042"), ISSUED_ON, invoiceData);
    }

    /// The credit note that is due once `reversedCents` are reversed, part of which may be on credit notes already.
    public static CreditNote creditNote(InvoiceData invoiceData, long creditNoteCents, long reversedCents) {
        return new CreditNote(
                DocumentNumber.of("CN-2026-000003"),
                ISSUED_ON.plusDays(7),
                invoiceData,
                new PrecedingDocument(DocumentNumber.of("2026-000042"), ISSUED_ON),
                invoiceData.amounts().remainingShare(reversedCents, creditNoteCents),
                FinalReversals.Reason.REFUND,
                Optional.of("re_3TestRefund"),
                Optional.of(REFUNDED_ON),
                Optional.of(invoiceData.amounts().totalCents() - reversedCents));
    }

    /// The credit note of a lost dispute of the whole payment.
    public static CreditNote chargeback(InvoiceData invoiceData) {
        var refund = creditNote(invoiceData, 0, invoiceData.amounts().totalCents());
        return new CreditNote(
                refund.number(),
                refund.issuedOn(),
                invoiceData,
                refund.precedingInvoice(),
                refund.amounts(),
                FinalReversals.Reason.DISPUTE,
                Optional.of("du_3TestDispute"),
                refund.reversedOn(),
                refund.remainingCents());
    }

    /// The invoice that cancels the credit note of `creditNoteCents`, whose refund failed.
    public static Invoice cancellation(InvoiceData invoiceData, long creditNoteCents) {
        var note = creditNote(invoiceData, 0, creditNoteCents);
        return new Invoice(
                DocumentNumber.of("2026-000043"),
                note.issuedOn().plusDays(1),
                invoiceData,
                note.amounts(),
                Optional.of(new PrecedingDocument(note.number(), note.issuedOn())));
    }
}
