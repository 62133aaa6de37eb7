package credits.function.reconcile;

import static credits.TestParties.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.json.Json;
import credits.ledger.DamagedTable;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.local.aws.role.ActingFunction;
import credits.stripe.PaymentFixture;
import credits.vies.FakeVies;
import credits.vies.ViesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class VatIdCheckTest {
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:30:00Z");

    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final PaymentFixture payments = new PaymentFixture(dynamo, false);

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void an_unverified_number_is_checked_again_until_vies_answers() {
        var organisation = organisationWithUnverifiedVatId(1, NIGHT.minus(Duration.ofDays(1)));

        var _ = runCheck(FakeVies.unreachable(), NIGHT);
        assertThat(vatId(organisation).status()).isEqualTo(Status.UNVERIFIED);
        assertThat(vatId(organisation).evidence().map(Evidence::checkedAt)).contains(NIGHT);

        try (var office = new FakeVies(_ -> "{\"valid\": true}")) {
            var _ = runCheck(office.client(), NIGHT.plus(Duration.ofDays(1)));
            assertThat(vatId(organisation).status()).isEqualTo(Status.VERIFIED);
            int asked = office.requestCount();
            var _ = runCheck(office.client(), NIGHT.plus(Duration.ofDays(2)));
            assertThat(office.requestCount())
                    .as("what is known is not asked about")
                    .isEqualTo(asked);
        }
    }

    /// Red when a number that was verified once counts as verified forever, or a silent register takes an answer back.
    @Test
    void an_answer_that_is_older_than_the_setting_is_asked_for_again() {
        var organisation = organisationWithUnverifiedVatId(1, NIGHT.minus(Duration.ofDays(1)));
        try (var office = new FakeVies(_ -> "{\"valid\": true}")) {
            var _ = runCheck(office.client(), NIGHT);
        }

        var _ = runCheck(FakeVies.unreachable(), NIGHT.plus(Duration.ofDays(31)));
        assertThat(vatId(organisation).status()).isEqualTo(Status.VERIFIED);
        assertThat(vatId(organisation).evidence().map(Evidence::checkedAt)).contains(NIGHT);

        try (var office = new FakeVies(_ -> "{\"valid\": false, \"userError\": \"INVALID\"}")) {
            var _ = runCheck(office.client(), NIGHT.plus(Duration.ofDays(29)));
            assertThat(vatId(organisation).status()).isEqualTo(Status.VERIFIED);
            var _ = runCheck(office.client(), NIGHT.plus(Duration.ofDays(32)));
            assertThat(vatId(organisation).status()).isEqualTo(Status.INVALID);
        }
    }

    /// Red when a run begins with the first number again, or a round asks about one twice.
    @Test
    void a_run_that_has_asked_about_50_numbers_leaves_the_rest_to_the_next() {
        var all = new ArrayList<OrganisationId>();
        for (int i = 0; i < 60; i++) all.add(organisationWithUnverifiedVatId(i, NIGHT.minus(Duration.ofDays(1))));

        try (var office = new FakeVies(_ -> "{\"userError\": \"MS_UNAVAILABLE\"}")) {
            var first = runCheck(office.client(), NIGHT);
            assertThat(first).containsKey("asked_so_far").doesNotContainKey("asked");
            assertThat(office.requestCount()).isBetween(50, 50 + TaskRunner.WORKERS);
            var second = runCheck(office.client(), NIGHT.plus(Duration.ofMinutes(15)));

            assertThat(second).containsEntry("asked", new Json.JsonNumber("60"));
            assertThat(office.requestCount()).isEqualTo(60);
        }
        assertThat(all)
                .allSatisfy(each -> assertThat(vatId(each).evidence().map(Evidence::checkedAt))
                        .get()
                        .isIn(NIGHT, NIGHT.plus(Duration.ofMinutes(15))));
    }

    @Test
    void a_profile_that_cannot_be_read_stops_no_other() {
        var broken = organisationWithUnverifiedVatId(1, NIGHT.minus(Duration.ofDays(1)));
        var sound = organisationWithUnverifiedVatId(2, NIGHT.minus(Duration.ofDays(1)));
        new DamagedTable(dynamo).empty(TableKeys.profilePartition(broken), TableKeys.PROFILE_SORT, "buyer");

        try (var office = new FakeVies(_ -> "{\"valid\": true}")) {
            var answer = runCheck(office.client(), NIGHT);
            assertThat(answer).containsEntry("failed", new Json.JsonNumber("1"));
        }

        assertThat(vatId(sound).status()).isEqualTo(Status.VERIFIED);
    }

    @Test
    void a_save_during_the_vies_check_wins() {
        var organisation = organisationWithUnverifiedVatId(1, NIGHT.minus(Duration.ofDays(1)));
        var other = buyer(2, Instant.EPOCH);

        try (var office = new FakeVies(_ -> {
            payments.wiring().profileStore().saveBillingProfile(organisation, other, PaymentFixture.SAVED_BY_GIULIA);
            return "{\"valid\": true}";
        })) {
            var _ = runCheck(office.client(), NIGHT);
        }

        assertThat(payments.wiring().profileStore().findBillingProfile(organisation))
                .contains(other);
    }

    private Map<String, Json> runCheck(ViesClient viesClient, Instant now) {
        var check = new VatIdCheck(
                new OrganisationDirectory(dynamo, DynamoDbFixture.TABLE_NAME),
                payments.wiring().profileStore(),
                viesClient,
                Duration.ofDays(30),
                new TaskRunner(new TaskProgress(dynamo, DynamoDbFixture.TABLE_NAME)));
        return ActingFunction.call(
                "ReconcileFunction", () -> check.run(now, () -> true, _ -> {}).members());
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
        payments.wiring()
                .profileStore()
                .saveBillingProfile(organisation, buyer(number, askedAt), PaymentFixture.SAVED_BY_GIULIA);
        return organisation;
    }

    private static BillingProfile buyer(int number, Instant askedAt) {
        var id = "IT%011d".formatted(number);
        return ACME.withVatId(new VatId(id, Status.UNVERIFIED, Optional.of(new Evidence(askedAt, Optional.empty()))));
    }
}
