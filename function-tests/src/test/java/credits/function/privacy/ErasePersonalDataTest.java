package credits.function.privacy;

import static credits.TestData.NOON;
import static credits.function.privacy.PrivacyFixture.GIULIA;
import static credits.function.privacy.PrivacyFixture.GIULIAS_MAIL;
import static credits.function.privacy.PrivacyFixture.MARCO;
import static credits.function.privacy.PrivacyFixture.MARCOS_MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import credits.aws.TableKeys;
import credits.ledger.DynamoDbFixture;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// After an erasure, the raw table has no byte of what it erased, except in issued documents.
class ErasePersonalDataTest {
    private static final String ENTIRE_ORGANISATION = "\"entire_organisation\":true";
    private static final String OF_GIULIA = "\"member\":\"usr_giulia\",\"email\":\"Giulia.Bianchi@acme.example\"";

    private final PrivacyFixture privacy = new PrivacyFixture();

    @Test
    void an_erased_organisation_has_no_name_left_outside_its_documents() {
        privacy.storePeople();
        PrivacyFixture.issueInvoice(PrivacyFixture.pay(privacy.storePayment(NOON)));
        privacy.storePayment(NOON.minus(Duration.ofDays(9)));
        assertThat(privacy.rawItems()).contains(PrivacyFixture.NAMES);

        var response = privacy.call("erasure", privacy.body(ENTIRE_ORGANISATION));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().path("kept")).isEmpty();
        assertThat(privacy.rawItems()).doesNotContain(PrivacyFixture.NAMES);
        assertThat(privacy.log()).doesNotContain(PrivacyFixture.NAMES);
    }

    @Test
    void what_a_later_version_adds_is_erased_from_the_profile_and_reported_elsewhere() {
        privacy.storePeople();
        privacy.putRaw(TableKeys.PROFILE_SORT, "nickname", Map.of("first", "Bianchi"));
        privacy.putRaw("LATER#1", "nickname", Map.of("first", "nobody"));

        var response = privacy.call("erasure", privacy.body(ENTIRE_ORGANISATION));

        assertThat(privacy.rawItems()).doesNotContain(PrivacyFixture.NAMES);
        assertThat(response.body().at("/kept/0/item").asText()).isEqualTo("LATER#1");
    }

    @Test
    void what_is_left_can_still_be_read() {
        privacy.storePeople();
        var payment = PrivacyFixture.pay(privacy.storePayment(NOON));
        PrivacyFixture.issueInvoice(payment);

        privacy.call("erasure", privacy.body(ENTIRE_ORGANISATION));

        var after = privacy.find(payment).orElseThrow();
        assertThat(after.net()).isEqualTo(payment.net());
        assertThat(after.createdBy().value()).isEqualTo("erased");
        assertThat(after.buyer().orElseThrow().country()).isEqualTo("IT");
        var profiles = DynamoDbFixture.profileStore();
        assertThat(profiles.findBillingProfile(privacy.organisation)).isEmpty();
        assertThat(profiles.findAlertRecipients(privacy.organisation).addresses())
                .isEmpty();
        assertThat(profiles.findAlertRecipients(privacy.organisation).version()).isEqualTo(2);
        assertThat(DynamoDbFixture.notificationStore().findNewest(privacy.organisation, 10))
                .isEmpty();
    }

    @Test
    void a_person_is_erased_and_colleagues_stay() {
        privacy.storePeople();
        privacy.putRaw(TableKeys.PROFILE_SORT, "later_change", Map.of("by", GIULIA.value()));
        PrivacyFixture.issueInvoice(PrivacyFixture.pay(privacy.storePayment(NOON)));

        var response = privacy.call("erasure", privacy.body(OF_GIULIA));

        assertThat(response.body().path("kept")).isEmpty();
        assertThat(privacy.rawItems())
                .doesNotContain(GIULIAS_MAIL)
                .contains(MARCOS_MAIL)
                .contains("Bianchi Traduzioni");
        assertThat(rawItemsNextToTheChain()).doesNotContain(GIULIA.value());
        var notification = DynamoDbFixture.notificationStore()
                .findNewest(privacy.organisation, 10)
                .getFirst();
        assertThat(notification.deliveries()).hasSize(1);
        assertThat(notification.deliveries().getFirst().recipient().value()).isEqualTo(MARCOS_MAIL);
    }

    private String rawItemsNextToTheChain() {
        return privacy.rawItems()
                .lines()
                .filter(line -> line.contains("P#" + privacy.organisation))
                .reduce("", String::concat);
    }

    @Test
    void an_erased_member_is_shown_by_a_pseudonym_that_stays_the_same() {
        privacy.storePeople();
        privacy.call("erasure", privacy.body(OF_GIULIA));
        var shown = DynamoDbFixture.erasedMembers().find(privacy.organisation).shown(GIULIA);

        privacy.call("erasure", privacy.body(OF_GIULIA));

        var erased = DynamoDbFixture.erasedMembers().find(privacy.organisation);
        assertThat(shown.value()).matches("erased_[0-9a-f]{16}");
        assertThat(erased.shown(GIULIA)).isEqualTo(shown);
        assertThat(erased.shown(MARCO)).isEqualTo(MARCO);
    }

    @Test
    void the_buyer_of_a_payment_that_needs_an_invoice_stays_until_it_has_one() {
        var undecided = privacy.storePayment(NOON.minus(Duration.ofDays(3)));
        var paid = PrivacyFixture.pay(privacy.storePayment(NOON.minus(Duration.ofDays(30))));

        var first = privacy.call("erasure", privacy.body(ENTIRE_ORGANISATION));
        PrivacyFixture.issueInvoice(privacy.find(paid).orElseThrow());
        var second = privacy.call("erasure", privacy.body(ENTIRE_ORGANISATION));

        assertThat(first.body().path("kept")).hasSize(2);
        assertThat(second.body().path("kept")).hasSize(1);
        assertThat(second.body().at("/kept/0/item").asText()).isEqualTo("PAY#" + undecided.id());
        assertThat(second.body().path("changed").asInt()).isEqualTo(1);
    }

    @Test
    void an_erasure_is_recorded_with_who_when_and_why_and_without_the_address() {
        privacy.call("erasure", privacy.body(OF_GIULIA));

        assertThat(privacy.rawItems())
                .contains("PRIVACY#", "erasure", "usr_officer", "2026-11-22T12:00:00Z", "Request 17")
                .doesNotContainIgnoringCase(GIULIAS_MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"entire_organisation\":false",
                "\"entire_organisation\":true,\"member\":\"usr_giulia\"",
                "\"email\":\"nobody\"",
                "\"member\":null"
            })
    void nobody_is_erased_unless_the_request_says_who(String subject) {
        privacy.storePeople();
        var before = privacy.rawItems();

        var response = privacy.call("erasure", privacy.body(subject));

        assertThat(response.status()).isEqualTo(400);
        assertThat(privacy.rawItems()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "erasure"})
    void other_operators_may_not(String action) {
        var response = privacy.call(action, privacy.body(ENTIRE_ORGANISATION), "[operator]");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text("permission")).isEqualTo("privacy:manage");
        assertThat(privacy.rawItems()).isEmpty();
    }
}
