package credits.invoicing;

import credits.invoicing.Vat.VatTreatment;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/// The sums of documents by what a VAT return asks for. Credit notes count negative.
public final class VatSummary {
    private final SortedMap<VatGroup, VatSums> sums = new TreeMap<>();

    /// What the documents of a sum have in common.
    ///
    /// @param country whose VAT is charged; where none is, the buyer's country
    /// @param rateBasisPoints in hundredths of a percent
    public record VatGroup(VatTreatment treatment, String country, int rateBasisPoints)
            implements Comparable<VatGroup> {
        private static final Comparator<VatGroup> ORDER = Comparator.comparing(VatGroup::treatment)
                .thenComparing(VatGroup::country)
                .thenComparingInt(VatGroup::rateBasisPoints);

        static VatGroup of(TaxDocument document) {
            var vat = document.amounts().vat();
            var country = vat.treatment() == VatTreatment.STANDARD
                    ? document.taxingCountry().orElseThrow()
                    : document.invoiceData().buyer().country();
            return new VatGroup(vat.treatment(), country, vat.rateBasisPoints());
        }

        @Override
        public int compareTo(VatGroup other) {
            return ORDER.compare(this, other);
        }
    }

    /// The sums of a group.
    public record VatSums(long invoiceCount, long creditNoteCount, long netCents, long vatCents) {
        static final VatSums NONE = new VatSums(0, 0, 0, 0);

        VatSums plus(VatSums other) {
            return new VatSums(
                    invoiceCount + other.invoiceCount,
                    creditNoteCount + other.creditNoteCount,
                    Math.addExact(netCents, other.netCents),
                    Math.addExact(vatCents, other.vatCents));
        }

        static VatSums of(TaxDocument document) {
            long net = document.amounts().netCents();
            long vat = document.amounts().vat().amountCents();
            return switch (document) {
                case TaxDocument.Invoice _ -> new VatSums(1, 0, net, vat);
                case TaxDocument.CreditNote _ -> new VatSums(0, 1, -net, -vat);
            };
        }
    }

    /// Adds a document.
    public void add(TaxDocument document) {
        var _ = sums.merge(VatGroup.of(document), VatSums.of(document), VatSums::plus);
    }

    /// Returns the sums so far by group.
    public SortedMap<VatGroup, VatSums> sums() {
        return new TreeMap<>(sums);
    }

    /// Returns the sum of all groups.
    public VatSums total() {
        return sums.values().stream().reduce(VatSums.NONE, VatSums::plus);
    }
}
