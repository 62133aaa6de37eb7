package credits.benchmarks;

import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.InvoiceData;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The time to render an invoice: page, fonts, structure tree and embedded XML. Run it with `./benchmark`; the target
/// is 20 ms when warm.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class InvoiceRenderingBenchmark {
    private static final LocalDate ISSUED_ON = LocalDate.of(2026, 11, 22);

    private final InvoiceRenderer renderer = new InvoiceRenderer(new InvoiceBranding("#1f4fd8", Optional.empty()));
    private final TaxDocument invoice = new Invoice(DocumentNumber.of("2026-000042"), ISSUED_ON, invoiceData());

    /// Renders the invoice.
    @Benchmark
    public byte[] render() {
        return renderer.renderPdf(invoice);
    }

    private static InvoiceData invoiceData() {
        var address = new PostalAddress(
                "Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT");
        var seller = new Seller("Lumen S.r.l.", address, "IT00743110157", "Lumen", Optional.empty(), Optional.empty());
        var buyer = new BillingProfile(
                "Łódź Größe Città Αθήνα София",
                "Corso Francia 15",
                Optional.empty(),
                "10138",
                "Torino",
                Optional.empty(),
                "IT",
                Optional.empty(),
                "de",
                "billing@buyer.example");
        var amounts = new VatBreakdown(10_000, new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200));
        var payment = new PaymentId(new UniqueId(1, 1));
        return new InvoiceData(new OrganisationId("acme"), payment, ISSUED_ON, "pi_1", seller, buyer, amounts);
    }
}
