package credits.function.reconcile;

import static credits.Traders.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.ledger.Organisations;
import credits.stripe.Shop;
import credits.topup.Buyer;
import credits.topup.VatId;
import credits.topup.VatId.Evidence;
import credits.topup.VatId.Status;
import credits.vies.Register;
import credits.vies.TaxOffice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VatIdCheckTest {
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:30:00Z");

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_number_that_the_register_said_nothing_of_is_asked_about_until_it_answers() {
        var organisation = unverified(1, NIGHT.minus(Duration.ofDays(1)));

        look(TaxOffice.closed(), NIGHT);
        assertThat(id(organisation).status()).isEqualTo(Status.UNVERIFIED);
        assertThat(id(organisation).evidence().map(Evidence::at)).contains(NIGHT);

        try (var office = new TaxOffice(_ -> "{\"valid\": true}")) {
            look(office.register(), NIGHT.plus(Duration.ofDays(1)));
            assertThat(id(organisation).status()).isEqualTo(Status.VERIFIED);
            int asked = office.asked();
            look(office.register(), NIGHT.plus(Duration.ofDays(2)));
            assertThat(office.asked()).as("what is known is not asked about").isEqualTo(asked);
        }
    }

    @Test
    void of_more_than_can_be_asked_about_in_a_night_those_come_first_that_waited_longest() {
        var all = new ArrayList<OrganisationId>();
        for (int i = 0; i < 60; i++) all.add(unverified(i, NIGHT.minus(Duration.ofDays(400L - i))));

        look(TaxOffice.closed(), NIGHT);
        assertThat(askedAt(all, NIGHT)).isEqualTo(all.subList(0, 50));
        look(TaxOffice.closed(), NIGHT.plus(Duration.ofDays(1)));

        assertThat(askedAt(all, NIGHT.plus(Duration.ofDays(1)))).containsAll(all.subList(50, 60));
        // Leaves no unverified number to the other tests of this class.
        all.forEach(each -> shop.wiring().profiles().keep(each, ACME));
    }

    @Test
    void who_saves_while_the_register_is_asked_is_right() {
        var organisation = unverified(1, NIGHT.minus(Duration.ofDays(1)));
        var other = buyer(2, Instant.EPOCH);

        try (var office = new TaxOffice(_ -> {
            shop.wiring().profiles().keep(organisation, other);
            return "{\"valid\": true}";
        })) {
            look(office.register(), NIGHT);
        }

        assertThat(shop.wiring().profiles().buyer(organisation)).contains(other);
        // Leaves no unverified number to the other tests of this class.
        shop.wiring().profiles().keep(organisation, ACME);
    }

    private void look(Register register, Instant now) {
        var organisations = new Organisations(LocalTable.DYNAMO, LocalTable.NAME);
        var _ = new VatIdCheck(organisations, shop.wiring().profiles(), register).all(now);
    }

    private List<OrganisationId> askedAt(List<OrganisationId> all, Instant at) {
        return all.stream()
                .filter(each -> id(each).evidence().map(Evidence::at).equals(Optional.of(at)))
                .toList();
    }

    private VatId id(OrganisationId organisation) {
        return shop.wiring()
                .profiles()
                .buyer(organisation)
                .flatMap(Buyer::vatId)
                .orElseThrow();
    }

    // An organisation is listed with its first top-up.
    private OrganisationId unverified(int number, Instant askedAt) {
        var organisation = shop.organisation();
        var _ = shop.topUp(organisation, 1_000);
        shop.wiring().profiles().keep(organisation, buyer(number, askedAt));
        return organisation;
    }

    private static Buyer buyer(int number, Instant askedAt) {
        var id = "IT%011d".formatted(number);
        return ACME.with(new VatId(id, Status.UNVERIFIED, Optional.of(new Evidence(askedAt, Optional.empty()))));
    }
}
