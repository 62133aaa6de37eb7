package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.annotations.SerializedName;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.ExpandableField;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.TaxRate;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.TaxRateCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import credits.local.stripe.account.Method;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the objects that are sent with the classes that Stripe's library parses them into.
class ShapesTest {
    private final Seller seller = new Seller();

    @AfterEach
    void stop() {
        seller.close();
    }

    static List<Class<? extends StripeObject>> kinds() {
        return List.of(
                Session.class,
                PaymentIntent.class,
                Charge.class,
                Refund.class,
                Dispute.class,
                BalanceTransaction.class,
                Customer.class,
                TaxRate.class,
                Event.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_member_that_is_sent_is_one_that_the_library_knows(Class<? extends StripeObject> kind) throws Exception {
        everythingHappens();

        for (var object : objectsOf(kind)) assertKnown(object, kind, kind.getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_plain_member_that_the_library_knows_is_sent_or_left_out_for_a_reason(Class<? extends StripeObject> kind)
            throws Exception {
        everythingHappens();

        // Sent by Stripe only in other modes, for other payment methods, or when expanded.
        var leftOut = Set.of(
                "account",
                "business_name",
                "cash_balance",
                "context",
                "customer_account",
                "deleted",
                "description",
                "excluded_payment_method_types",
                "failure_balance_transaction",
                "failure_reason",
                "allowed_payment_method_types",
                "authorization_code",
                "individual_name",
                "instructions_email",
                "invoice_credit_balance",
                "network_reason_code",
                "pending_reason",
                "receipt_email",
                "redirect_on_completion",
                "return_url");
        var known = new TreeSet<>(plainMembers(kind));
        known.removeAll(leftOut);
        for (var object : objectsOf(kind))
            assertThat(object.properties()).extracting(Map.Entry::getKey).containsAll(known);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void every_parameter_that_is_taken_is_one_that_the_library_sends(String call, Class<?> params) throws IOException {
        for (var name : parametersOf(call)) {
            Type type = params;
            for (var step : name.replace("[]", "").replace("]", "").split("\\[", -1)) {
                if (step.equals("*") || type == Object.class) break; // any text, or one of several types
                type = member(type, step).orElseThrow(() -> new AssertionError(call + " has no " + name));
            }
        }
    }

    static List<Arguments> parameters() {
        return List.of(
                Arguments.of("POST /v1/checkout/sessions", SessionCreateParams.class),
                Arguments.of("POST /v1/customers", CustomerCreateParams.class),
                Arguments.of("POST /v1/refunds", RefundCreateParams.class));
    }

    private void everythingHappens() throws Exception {
        var paid = seller.open(10_000).getId();
        seller.stripe.pay(paid, Method.CARD);
        seller.stripe.failRefund(seller.stripe.refund(paid, 1_000));
        seller.stripe.win(seller.stripe.dispute(paid, 5_000));
        seller.stripe.pay(seller.open(5_000).getId(), Method.DECLINED_CARD);
        seller.stripe.pay(seller.open(5_000).getId(), Method.SEPA_PAID_LATER);
        var _ = seller.client
                .v1()
                .customers()
                .create(CustomerCreateParams.builder().setEmail("a@example.com").build());
        var _ = seller.client
                .v1()
                .taxRates()
                .create(TaxRateCreateParams.builder()
                        .setDisplayName("VAT")
                        .setInclusive(false)
                        .setPercentage(BigDecimal.valueOf(22))
                        .build());
    }

    private List<JsonNode> objectsOf(Class<?> kind) {
        var name = Map.of(
                        "Session", "checkout.session",
                        "PaymentIntent", "payment_intent",
                        "BalanceTransaction", "balance_transaction",
                        "TaxRate", "tax_rate")
                .getOrDefault(kind.getSimpleName(), kind.getSimpleName().toLowerCase(Locale.ROOT));
        var objects = seller.stripe.objects(name);
        assertThat(objects).isNotEmpty();
        return List.copyOf(objects);
    }

    private static void assertKnown(JsonNode object, Type type, String place) {
        for (var property : object.properties()) {
            var known = member(type, property.getKey());
            if (property.getKey().equals("object") && place.endsWith(".data")) continue; // any object
            assertThat(known).as(place + "." + property.getKey()).isPresent();
            var value = property.getValue().isArray() ? property.getValue().path(0) : property.getValue();
            if (value.isObject() && known.get() instanceof Class<?> inner && StripeObject.class.isAssignableFrom(inner))
                assertKnown(value, inner, place + "." + property.getKey());
        }
    }

    /// The type of a property: of a list's element, or of what a field can be expanded to.
    private static Optional<Type> member(Type type, String name) {
        if (!(type instanceof Class<?> kind)) return Optional.empty();
        return Arrays.stream(kind.getDeclaredFields())
                .filter(field -> Optional.ofNullable(field.getAnnotation(SerializedName.class))
                        .filter(annotation -> annotation.value().equals(name))
                        .isPresent())
                .findFirst()
                .map(field -> field.getGenericType() instanceof ParameterizedType several
                        ? several.getActualTypeArguments()[several.getActualTypeArguments().length - 1]
                        : field.getGenericType());
    }

    private static List<String> plainMembers(Class<?> kind) {
        return Arrays.stream(kind.getDeclaredFields())
                .filter(field -> field.getType() == String.class
                        || field.getType() == Long.class
                        || field.getType() == Boolean.class
                        || (field.getType() == ExpandableField.class
                                && !field.getName().matches("onBehalfOf|.*[Tt]ransfer.*")))
                .flatMap(field -> Optional.ofNullable(field.getAnnotation(SerializedName.class)).stream())
                .map(SerializedName::value)
                .toList();
    }

    private static List<String> parametersOf(String call) throws IOException {
        try (var text = ShapesTest.class.getResourceAsStream("/credits/local/stripe/parameters.txt")) {
            var block = Arrays.stream(new String(text.readAllBytes(), StandardCharsets.UTF_8).split("\n\n", -1))
                    .filter(one -> one.startsWith(call + "\n"))
                    .findFirst();
            return block.orElseThrow().lines().skip(1).map(String::strip).toList();
        }
    }
}
