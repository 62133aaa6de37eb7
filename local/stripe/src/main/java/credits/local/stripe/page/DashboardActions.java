package credits.local.stripe.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.FakeStripeException;
import credits.local.stripe.account.FormParameters;
import credits.local.stripe.account.StripeAccount;
import credits.local.stripe.api.ApiFault;
import credits.local.stripe.api.PlannedFaults;
import credits.local.stripe.webhook.DeliveryFault;
import credits.local.stripe.webhook.WebhookDispatcher;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Performs the actions of the dashboard's buttons.
public final class DashboardActions implements HttpHandler {
    public static final String PATH = "/control";

    private final StripeAccount account;
    private final WebhookDispatcher webhooks;
    private final PlannedFaults faults;
    private final DashboardPage dashboardPage;

    public DashboardActions(
            StripeAccount account, WebhookDispatcher webhooks, PlannedFaults faults, DashboardPage dashboardPage) {
        this.account = account;
        this.webhooks = webhooks;
        this.faults = faults;
        this.dashboardPage = dashboardPage;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var form = FormParameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            perform(form);
        } catch (FakeStripeException error) {
            HtmlResponses.sendPage(
                    exchange,
                    error.status(),
                    dashboardPage.html(Optional.ofNullable(error.getMessage()).orElse("")));
            return;
        }
        HtmlResponses.sendRedirect(exchange, "/");
    }

    private void perform(FormParameters form) {
        switch (form.requiredText("action")) {
            case "trick" -> webhooks.failNext(parseCount(form), parseDeliveryFault(form));
            case "fault" -> faults.failNext(parseCount(form), parseApiFault(form));
            case "hold" -> webhooks.hold();
            case "release" -> webhooks.release(false);
            case "release reversed" -> webhooks.release(true);
            case "resend" -> webhooks.resend(form.requiredText("id"));
            default -> {
                var _ = account.exclusively(() -> performOnAccount(form, form.requiredText("id")));
            }
        }
    }

    private boolean performOnAccount(FormParameters form, String id) {
        switch (form.requiredText("action")) {
            case "expire" -> {
                var _ = account.sessions().expire(id);
            }
            case "honour" -> account.payments().succeedDebit(id);
            case "bounce" -> account.payments().failDebit(id);
            case "refund" -> {
                var _ = account.refunds().create(id, parseCents(form), false);
            }
            case "fail refund" -> account.refunds().fail(id);
            case "dispute" -> {
                var _ = account.disputes().open(id, parseCents(form), false);
            }
            case "win" -> account.disputes().win(id);
            case "lose" -> {
                var _ = account.disputes().lose(id);
            }
            default -> throw FakeStripeException.invalidParameter("", "action", "Unknown action.");
        }
        return true;
    }

    /// Parses an amount in euros, `12.50` or `12,50`, to cents; empty for the whole remaining amount.
    private static OptionalLong parseCents(FormParameters form) {
        var text = form.text("amount").orElse("").replace(',', '.');
        if (text.isEmpty()) return OptionalLong.empty();
        if (!text.matches("\\d{1,9}(\\.\\d{1,2})?"))
            throw FakeStripeException.invalidParameter(
                    "", "amount", "Invalid amount " + text + ": expected a number such as 12.50.");
        return OptionalLong.of(new BigDecimal(text).movePointRight(2).longValueExact());
    }

    private static int parseCount(FormParameters form) {
        long count = form.number("count").orElse(1);
        if (count < 1 || count > 100)
            throw FakeStripeException.invalidParameter("", "count", "The count must be from 1 to 100.");
        return Math.toIntExact(count);
    }

    private static DeliveryFault parseDeliveryFault(FormParameters form) {
        return switch (form.requiredText("trick")) {
            case "drop" -> new DeliveryFault.Dropped();
            case "repeat" -> new DeliveryFault.Repeated(5);
            case "delay" -> new DeliveryFault.Delayed(Duration.ofSeconds(30));
            case "sign" -> new DeliveryFault.SignedWithWrongSecret();
            case "stale" -> new DeliveryFault.SignedAtOffset(Duration.ofMinutes(-10));
            case "version" -> new DeliveryFault.InApiVersion("2020-08-27");
            default -> throw FakeStripeException.invalidParameter("", "trick", "Unknown delivery fault.");
        };
    }

    private static ApiFault parseApiFault(FormParameters form) {
        return switch (form.requiredText("fault")) {
            case "before broken" -> ApiFault.before(ApiFault.Kind.SERVER_ERROR);
            case "after broken" -> ApiFault.after(ApiFault.Kind.SERVER_ERROR);
            case "before busy" -> ApiFault.before(ApiFault.Kind.RATE_LIMITED);
            case "before conflict" -> ApiFault.before(ApiFault.Kind.LOCK_TIMEOUT);
            case "before lost" -> ApiFault.before(ApiFault.Kind.CONNECTION_LOST);
            case "after lost" -> ApiFault.after(ApiFault.Kind.CONNECTION_LOST);
            case "slow" -> ApiFault.slow(Duration.ofSeconds(10));
            default -> throw FakeStripeException.invalidParameter("", "fault", "Unknown API fault.");
        };
    }
}
