package credits;

import credits.invoicing.BillingProfile;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.VatId;
import java.util.Optional;

/// A seller and a buyer, both in Milan, for tests that do not depend on the details.
public final class TestParties {
    public static final Seller LUMEN = new Seller(
            "Lumen S.r.l.",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.empty(),
            Optional.empty());

    public static final BillingProfile ACME = acme("Acme S.r.l.");

    private TestParties() {}

    /// Returns a company with another name at Acme's address.
    public static BillingProfile acme(String legalName) {
        return new BillingProfile(
                legalName,
                "Via Roma 1",
                Optional.empty(),
                "20121",
                "Milano",
                Optional.empty(),
                "IT",
                Optional.of(new VatId("IT01234567890", VatId.Status.VERIFIED)),
                "it",
                "accounts@acme.example");
    }
}
