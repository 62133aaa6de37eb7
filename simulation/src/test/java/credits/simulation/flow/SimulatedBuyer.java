package credits.simulation.flow;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.local.stripe.account.TestPaymentMethod;
import credits.simulation.ChoiceSource;
import credits.simulation.invariants.InvariantViolationException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A member who buys credits, in one of the ways in which that can go on; and the bank and the seller, who may take the
/// money back.
final class SimulatedBuyer {
    private static final int MAX_ATTEMPTS = 1_000;
    private static final Set<Integer> TRY_AGAIN = Set.of(409, 429, 503);
    private static final int MAX_NET_CENTS = 20_000;

    private final FlowSystem system;
    private final ChoiceSource choices;
    private final OrganisationId organisation;
    private final int number;
    private final int netCents;
    private Optional<UniqueId> key = Optional.empty();

    SimulatedBuyer(FlowSystem system, OrganisationId organisation, int number) {
        this.system = system;
        this.choices = system.choices;
        this.organisation = organisation;
        this.number = number;
        this.netCents = 100 + choices.nextInt(MAX_NET_CENTS);
    }

    OrganisationId organisation() {
        return organisation;
    }

    /// The wanted credits, in cents.
    int netCents() {
        return netCents;
    }

    /// The id of the top-up; empty before its begin.
    Optional<PaymentId> payment() {
        return key.map(PaymentId::new);
    }

    void run() {
        pause(Duration.ofHours(2));
        key = Optional.of(new UniqueId((system.now().toEpochMilli() << 16) | 0x7000, number));
        var opened = beginTopUp();
        // The button is pressed twice.
        if (choices.nextBoolean(0.2)) opened = beginTopUp();
        var url = opened.text("checkout_url");
        var session = url.substring(url.lastIndexOf('/') + 1);
        pause(Duration.ofMinutes(20));
        pay(session);
        if (choices.nextBoolean(0.5)) poll();
    }

    private HandlerResponse beginTopUp() {
        var amount = netCents / 100 + "." + String.format(java.util.Locale.ROOT, "%02d", netCents % 100);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var response = system.checkout.callRoute(
                    TestRequest.of("POST /v1/top_ups", "", system.now())
                            .signedInAs(organisation.value(), "[owner]")
                            .withHeader("idempotency-key", key.orElseThrow().toString())
                            .withJson("{\"amount\":\"" + amount + "\"}"),
                    Set.of(organisation.value()));
            if (response.isPresent() && response.get().status() == 201) return response.get();
            response.ifPresent(refused -> InvariantViolationException.check(
                    TRY_AGAIN.contains(refused.status()), "a top-up is refused", refused));
            pause(Duration.ofMinutes(1));
        }
        throw new IllegalStateException("no top-up after " + MAX_ATTEMPTS + " attempts");
    }

    private void poll() {
        var _ = system.checkout.callRoute(
                TestRequest.of("GET /v1/top_ups/{id}", payment().orElseThrow().toString(), system.now())
                        .signedInAs(organisation.value(), "[owner]"),
                Set.of(organisation.value()));
    }

    private void pay(String session) {
        switch (choices.nextInt(8)) {
            case 0 -> {
                if (choices.nextBoolean(0.5)) stripe(() -> system.stripe.expireSession(session));
            }
            case 1 -> {
                stripe(() -> system.stripe.pay(session, TestPaymentMethod.DECLINED_CARD));
                pause(Duration.ofMinutes(2));
                stripe(() -> system.stripe.pay(session, TestPaymentMethod.CARD));
            }
            case 2 -> {
                stripe(() -> system.stripe.pay(session, TestPaymentMethod.SEPA_UNANSWERED));
                pause(Duration.ofDays(3));
                if (choices.nextBoolean(0.5)) stripe(() -> system.stripe.succeedDebit(session));
                else stripe(() -> system.stripe.failDebit(session));
            }
            case 3 -> {
                stripe(() -> system.stripe.pay(session, TestPaymentMethod.CARD));
                pause(Duration.ofHours(1));
                refund(session);
            }
            case 4 -> {
                stripe(() -> system.stripe.pay(session, TestPaymentMethod.CARD));
                pause(Duration.ofHours(1));
                dispute(session);
            }
            default -> stripe(() -> system.stripe.pay(session, TestPaymentMethod.CARD));
        }
    }

    private void refund(String session) {
        boolean isPending = choices.nextBoolean(0.5);
        int cents = 1 + choices.nextInt(netCents);
        var refund = stripe(() -> system.stripe.refund(session, OptionalLong.of(cents), isPending));
        if (isPending) {
            pause(Duration.ofHours(5));
            if (choices.nextBoolean(0.5)) stripe(() -> system.stripe.succeedRefund(refund));
            else stripe(() -> system.stripe.failRefund(refund));
        }
        if (choices.nextBoolean(0.3)) {
            pause(Duration.ofHours(1));
            var _ = stripe(() -> system.stripe.refund(session, OptionalLong.empty(), false));
        }
    }

    private void dispute(String session) {
        var dispute = stripe(() -> system.stripe.openDispute(session, OptionalLong.empty(), false));
        pause(Duration.ofDays(2));
        if (choices.nextBoolean(0.5)) stripe(() -> system.stripe.winDispute(dispute));
        else stripe(() -> system.stripe.loseDispute(dispute));
    }

    private void stripe(Runnable action) {
        var _ = stripe(() -> {
            action.run();
            return "";
        });
    }

    private String stripe(java.util.function.Supplier<String> action) {
        var result = action.get();
        system.webhooks.sendNew();
        return result;
    }

    private void pause(Duration max) {
        system.scheduler.sleep(Duration.ofMillis(choices.nextInt((int) max.toMillis())));
    }
}
