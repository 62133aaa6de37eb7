package credits.function.invoice;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.Buyer;
import credits.topup.DocumentNumber;
import credits.topup.Language;
import credits.topup.PaymentId;
import credits.topup.PostalAddress;
import credits.topup.Sale;
import credits.topup.Seller;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.Corrected;
import credits.topup.TaxDocument.CreditNote;
import credits.topup.TaxDocument.Invoice;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import credits.topup.VatBreakdown;
import credits.topup.VatId;
import credits.topup.VatId.Status;
import java.time.LocalDate;
import java.util.Optional;

/// The fixture of the invoice tests: an Italian seller and its buyers.
public final class Papers {
    public static final LocalDate ISSUED = LocalDate.of(2026, 11, 23);
    public static final LocalDate PAID = LocalDate.of(2026, 11, 22);
    public static final Decided REVERSE_CHARGE = new Decided(Treatment.REVERSE_CHARGE, 0, 0);
    public static final Decided OUTSIDE_SCOPE = new Decided(Treatment.OUTSIDE_SCOPE, 0, 0);
    public static final Seller SELLER = new Seller(
            "Lumen Società a responsabilità limitata",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.of("MI"), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.of("REA MI-1234567 · Capitale sociale € 100.000,00 i.v."),
            Optional.of("billing@lumen.example"));

    private Papers() {}

    /// The kinds of documents.
    public enum Kind {
        DOMESTIC,
        REVERSE_CHARGE,
        OUTSIDE_SCOPE,
        CREDIT_NOTE;

        public TaxDocument in(Language language) {
            return switch (this) {
                case DOMESTIC -> invoice(sale(bottega(language), 10_000, italian(2_200)));
                case REVERSE_CHARGE -> invoice(sale(groesse(language), 100_000, Papers.REVERSE_CHARGE));
                case OUTSIDE_SCOPE -> invoice(sale(matterhorn(language), 5_000, Papers.OUTSIDE_SCOPE));
                case CREDIT_NOTE -> creditNote(sale(bottega(language), 10_000, italian(2_200)), 0, 3_333);
            };
        }
    }

    /// A decision for Italian VAT of `cents`.
    public static Decided italian(long cents) {
        return new Decided(Treatment.STANDARD, 2_200, cents);
    }

    public static Buyer bottega(Language language) {
        return new Buyer(
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

    public static Buyer groesse(Language language) {
        var vatId = Optional.of(new VatId("DE136695976", Status.VERIFIED));
        return buyer("Größe & Söhne GmbH", "Invalidenstraße 1", "10115 Berlin", "DE", vatId, language);
    }

    public static Buyer matterhorn(Language language) {
        return buyer("Matterhorn Analytics AG", "Bahnhofstrasse 3", "8001 Zürich", "CH", Optional.empty(), language);
    }

    public static Buyer buyer(
            String name, String street, String city, String country, Optional<VatId> vatId, Language language) {
        var parts = city.split(" ", 2);
        return new Buyer(
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

    public static Sale sale(Buyer buyer, long netCents, Decided vat) {
        return new Sale(
                new OrganisationId("acme"),
                new PaymentId(UniqueId.parse("01K9ZQ4T2N8M6V5X7Y3W1R0PAY").orElseThrow()),
                PAID,
                "pi_3TestPaymentIntent00001",
                SELLER,
                buyer,
                new VatBreakdown(netCents, vat));
    }

    public static Invoice invoice(Sale sale) {
        return new Invoice(DocumentNumber.of("2026-000042"), ISSUED, sale);
    }

    /// The credit note that is due after a total reversal, part of which may be credited already.
    public static CreditNote creditNote(Sale sale, long creditedCents, long refundedCents) {
        return new CreditNote(
                DocumentNumber.of("CN-2026-000003"),
                ISSUED.plusDays(7),
                sale,
                new Corrected(DocumentNumber.of("2026-000042"), ISSUED),
                sale.amounts().share(refundedCents, creditedCents));
    }
}
