package credits.benchmarks;

import credits.function.invoice.paper.Brand;
import credits.function.invoice.paper.Printer;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.Buyer;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.topup.PostalAddress;
import credits.topup.Sale;
import credits.topup.Seller;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.Invoice;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import credits.topup.VatBreakdown;
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
public class Printing {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private final Printer printer = new Printer(new Brand("#1f4fd8", Optional.empty()));
    private final TaxDocument invoice = new Invoice(DocumentNumber.of("2026-000042"), DAY, sale());

    /// Renders the invoice.
    @Benchmark
    public byte[] print() {
        return printer.pdf(invoice);
    }

    private static Sale sale() {
        var address = new PostalAddress(
                "Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT");
        var seller = new Seller("Lumen S.r.l.", address, "IT00743110157", "Lumen", Optional.empty(), Optional.empty());
        var buyer = new Buyer(
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
        var amounts = new VatBreakdown(10_000, new Decided(Treatment.STANDARD, 2_200, 2_200));
        var payment = new PaymentId(new UniqueId(1, 1));
        return new Sale(new OrganisationId("acme"), payment, DAY, "pi_1", seller, buyer, amounts);
    }
}
