package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import credits.local.stripe.account.CheckoutBuyer;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.ApiFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeApiRulesTest {
    private final FakeStripeFixture fixture = new FakeStripeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void the_same_key_creates_one_session_however_often_it_is_sent() throws StripeException {
        var first = fixture.openSession(10_000, "key-1");

        var second = fixture.openSession(10_000, "key-1");

        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(second.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void the_same_key_with_other_parameters_is_rejected() throws StripeException {
        var _ = fixture.openSession(10_000, "key-1");

        assertThatThrownBy(() -> fixture.openSession(10_001, "key-1")).isInstanceOf(IdempotencyException.class);
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void a_key_is_forgotten_after_24_hours() throws StripeException {
        var first = fixture.openSession(10_000, "key-1");

        fixture.advance(Duration.ofHours(24).minusSeconds(1));
        var lastReplay = fixture.openSession(10_000, "key-1");
        fixture.advance(Duration.ofSeconds(1));
        var next = fixture.openSession(10_000, "key-1");

        assertThat(lastReplay.getId()).isEqualTo(first.getId());
        assertThat(next.getId()).isNotEqualTo(first.getId());
    }

    @Test
    void a_wrong_API_key_is_unauthorized() {
        assertThatThrownBy(() -> fixture.client("sk_test_other")
                        .v1()
                        .checkout()
                        .sessions()
                        .list())
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("Invalid API Key provided: *********ther");
    }

    @ParameterizedTest
    @CsvSource({"bogus, bogus", "line_items[0][price_data][colour], line_items[0][price_data][colour]"})
    void an_unknown_parameter_is_rejected_by_name(String given, String named) {
        var params = FakeStripeFixture.sessionParams(10_000);
        if (given.startsWith("line_items"))
            params = SessionCreateParams.builder()
                    .setMode(SessionCreateParams.Mode.PAYMENT)
                    .putExtraParam("line_items[0][price_data][colour]", "red");
        else params.putExtraParam(given, "1");

        var asked = params.build();

        assertThatThrownBy(() -> fixture.client.v1().checkout().sessions().create(asked))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Received unknown parameter: " + named);
    }

    @Test
    void session_parameters_are_validated_as_by_Stripe() {
        assertRefused(
                "at least 30 minutes",
                session -> session.setExpiresAt(FakeStripeFixture.START.getEpochSecond() + 1799));
        assertRefused(
                "less than 24 hours",
                session -> session.setExpiresAt(FakeStripeFixture.START.getEpochSecond() + 86_401));
        assertRefused("No such customer: 'cus_x'", session -> session.setCustomer("cus_x"));
        assertRefused("Not a valid URL", session -> session.setSuccessUrl("/back"));
        assertRefused(
                "same currency",
                session -> session.addLineItem(FakeStripeFixture.lineItemParams(100)
                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency("usd")
                                .setUnitAmount(100L)
                                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                        .setName("Other")
                                        .build())
                                .build())
                        .build()));
        assertRefused("500 characters", session -> session.putMetadata("long", "x".repeat(501)));
        assertThatThrownBy(() -> fixture.openSession(49)).hasMessageContaining("at least 50 cents");
    }

    @Test
    void lists_are_paged_newest_first_and_filtered_by_status() throws StripeException {
        var made = new ArrayList<String>();
        for (int i = 0; i < 25; i++) made.addFirst(fixture.openSession(10_000).getId());
        fixture.stripe.pay(made.get(3), TestPaymentMethod.CARD);

        var read = new ArrayList<String>();
        for (var session : list(SessionListParams.builder().setLimit(10L)).autoPagingIterable())
            read.add(session.getId());

        assertThat(read).isEqualTo(made);
        assertThat(list(SessionListParams.builder().setStatus(SessionListParams.Status.COMPLETE))
                        .getData())
                .extracting(Session::getId)
                .containsExactly(made.get(3));
        assertThat(list(SessionListParams.builder().setPaymentIntent(fixture.stripe.paymentIntentOf(made.get(3))))
                        .getData())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "IT, '', 2200, standard_rated",
        "DE, '', 1900, standard_rated",
        "DE, DE123456789, 0, reverse_charge",
        "IT, IT12345678901, 2200, standard_rated",
        "US, '', 0, not_collecting"
    })
    void automatic_tax_depends_on_the_buyers_country_and_vat_number(
            String country, String vatNumber, long tax, String reason) throws StripeException {
        var session = fixture.client
                .v1()
                .checkout()
                .sessions()
                .create(FakeStripeFixture.sessionParams(10_000)
                        .setAutomaticTax(SessionCreateParams.AutomaticTax.builder()
                                .setEnabled(true)
                                .build())
                        .setTaxIdCollection(SessionCreateParams.TaxIdCollection.builder()
                                .setEnabled(true)
                                .build())
                        .build());
        var buyer = CheckoutBuyer.EXAMPLE.withCountry(country);

        fixture.stripe.pay(
                session.getId(), TestPaymentMethod.CARD, vatNumber.isEmpty() ? buyer : buyer.withVatNumber(vatNumber));

        var paid = fixture.retrieve(session);
        assertThat(session.getAutomaticTax().getStatus()).isEqualTo("requires_location_inputs");
        assertThat(paid.getAmountSubtotal()).isEqualTo(10_000);
        assertThat(paid.getTotalDetails().getAmountTax()).isEqualTo(tax);
        assertThat(paid.getAmountTotal()).isEqualTo(10_000 + tax);
        assertThat(paid.getCustomerDetails().getAddress().getCountry()).isEqualTo(country);
        assertThat(fixture.stripe
                        .taxBreakdown(session.getId())
                        .at("/taxes/0/taxability_reason")
                        .asText())
                .isEqualTo(reason);
    }

    @Test
    void a_fault_before_the_effect_creates_nothing() throws StripeException {
        fixture.stripe.faults().failNext(1, ApiFault.before(ApiFault.Kind.RATE_LIMITED));
        assertThatThrownBy(() -> fixture.openSession(10_000, "key-1")).isInstanceOf(RateLimitException.class);
        fixture.stripe.faults().failNext(1, ApiFault.before(ApiFault.Kind.CONNECTION_LOST));
        assertThatThrownBy(() -> fixture.openSession(10_000, "key-1")).isInstanceOf(ApiConnectionException.class);
        assertThat(sessions()).isEmpty();

        assertThat(fixture.openSession(10_000, "key-1").getStatus()).isEqualTo("open");
    }

    @Test
    void a_lost_reply_is_replayed_by_its_idempotency_key() throws StripeException {
        fixture.stripe.faults().failNext(1, ApiFault.after(ApiFault.Kind.CONNECTION_LOST));
        assertThatThrownBy(() -> fixture.openSession(10_000, "key-1")).isInstanceOf(ApiConnectionException.class);

        var again = fixture.openSession(10_000, "key-1");

        assertThat(sessions()).containsExactly(again.getId());
    }

    @Test
    void a_server_error_after_the_effect_is_replayed_for_the_same_key() throws StripeException {
        fixture.stripe.faults().failNext(1, ApiFault.after(ApiFault.Kind.SERVER_ERROR));

        assertThatThrownBy(() -> fixture.openSession(10_000, "key-1")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> fixture.openSession(10_000, "key-1")).isInstanceOf(ApiException.class);
        assertThat(sessions()).hasSize(1);
    }

    private void assertRefused(String message, Consumer<SessionCreateParams.Builder> mistake) {
        var session = FakeStripeFixture.sessionParams(10_000);
        mistake.accept(session);
        assertThatThrownBy(() -> fixture.client.v1().checkout().sessions().create(session.build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(message);
    }

    private com.stripe.model.StripeCollection<Session> list(SessionListParams.Builder params) throws StripeException {
        return fixture.client.v1().checkout().sessions().list(params.build());
    }

    private List<String> sessions() throws StripeException {
        return fixture.client.v1().checkout().sessions().list().getData().stream()
                .map(Session::getId)
                .toList();
    }
}
