package credits.function.reconcile;

import static credits.TestParties.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.local.aws.role.ActingFunction;
import credits.stripe.PaymentFixture;
import credits.vies.FakeVies;
import credits.vies.ViesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VatIdCheckTest {
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:30:00Z");

    private final PaymentFixture payments = new PaymentFixture();

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void an_unverified_number_is_checked_again_until_vies_answers() {
        var organisation = organisationWithUnverifiedVatId(1, NIGHT.minus(Duration.ofDays(1)));

        runCheck(FakeVies.unreachable(), NIGHT);
        assertThat(vatId(organisation).status()).isEqualTo(Status.UNVERIFIED);
        assertThat(vatId(organisation).evidence().map(Evidence::checkedAt)).contains(NIGHT);

        try (var office = new FakeVies(_ -> "{\"valid\": true}")) {
            runCheck(office.client(), NIGHT.plus(Duration.ofDays(1)));
            assertThat(vatId(organisation).status()).isEqualTo(Status.VERIFIED);
            int asked = office.requestCount();
            runCheck(office.client(), NIGHT.plus(Duration.ofDays(2)));
            assertThat(office.requestCount())
                    .as("what is known is not asked about")
                    .isEqualTo(asked);
        }
    }

    @Test
    void the_numbers_checked_longest_ago_come_first() {
        var all = new ArrayList<OrganisationId>();
        for (int i = 0; i < 60; i++)
            all.add(organisationWithUnverifiedVatId(i, NIGHT.minus(Duration.ofDays(400L - i))));

        runCheck(FakeVies.unreachable(), NIGHT);
        assertThat(checkedAt(all, NIGHT)).isEqualTo(all.subList(0, 50));
        runCheck(FakeVies.unreachable(), NIGHT.plus(Duration.ofDays(1)));

        assertThat(checkedAt(all, NIGHT.plus(Duration.ofDays(1)))).containsAll(all.subList(50, 60));
        // Leaves no unverified number to the other tests of this class.
        all.forEach(each -> payments.wiring().profileStore().saveBillingProfile(each, ACME));
    }

    @Test
    void a_save_during_the_vies_check_wins() {
        var organisation = organisationWithUnverifiedVatId(1, NIGHT.minus(Duration.ofDays(1)));
        var other = buyer(2, Instant.EPOCH);

        try (var office = new FakeVies(_ -> {
            payments.wiring().profileStore().saveBillingProfile(organisation, other);
            return "{\"valid\": true}";
        })) {
            runCheck(office.client(), NIGHT);
        }

        assertThat(payments.wiring().profileStore().findBillingProfile(organisation))
                .contains(other);
        // Leaves no unverified number to the other tests of this class.
        payments.wiring().profileStore().saveBillingProfile(organisation, ACME);
    }

    private void runCheck(ViesClient viesClient, Instant now) {
        var organisations = new OrganisationDirectory(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
        var check = new VatIdCheck(organisations, payments.wiring().profileStore(), viesClient);
        var _ = ActingFunction.call("ReconcileFunction", () -> check.run(now));
    }

    private List<OrganisationId> checkedAt(List<OrganisationId> all, Instant at) {
        return all.stream()
                .filter(each -> vatId(each).evidence().map(Evidence::checkedAt).equals(Optional.of(at)))
                .toList();
    }

    private VatId vatId(OrganisationId organisation) {
        return payments.wiring()
                .profileStore()
                .findBillingProfile(organisation)
                .flatMap(BillingProfile::vatId)
                .orElseThrow();
    }

    // An organisation is listed with its first top-up.
    private OrganisationId organisationWithUnverifiedVatId(int number, Instant askedAt) {
        var organisation = payments.newOrganisation();
        var _ = payments.openTopUp(organisation, 1_000);
        payments.wiring().profileStore().saveBillingProfile(organisation, buyer(number, askedAt));
        return organisation;
    }

    private static BillingProfile buyer(int number, Instant askedAt) {
        var id = "IT%011d".formatted(number);
        return ACME.withVatId(new VatId(id, Status.UNVERIFIED, Optional.of(new Evidence(askedAt, Optional.empty()))));
    }
}
