package credits.local.stripe.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.Account;
import credits.local.stripe.account.Form;
import credits.local.stripe.account.Refusal;
import credits.local.stripe.api.Fault;
import credits.local.stripe.api.Faults;
import credits.local.stripe.webhook.Trick;
import credits.local.stripe.webhook.Webhooks;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Performs the actions of the dashboard's buttons.
public final class Control implements HttpHandler {
    public static final String PATH = "/control";

    private final Account account;
    private final Webhooks webhooks;
    private final Faults faults;
    private final Dashboard dashboard;

    public Control(Account account, Webhooks webhooks, Faults faults, Dashboard dashboard) {
        this.account = account;
        this.webhooks = webhooks;
        this.faults = faults;
        this.dashboard = dashboard;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var form = Form.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            act(form);
        } catch (Refusal refusal) {
            Answers.page(
                    exchange,
                    refusal.status(),
                    dashboard.html(Optional.ofNullable(refusal.getMessage()).orElse("")));
            return;
        }
        Answers.redirect(exchange, "/");
    }

    private void act(Form form) {
        switch (form.required("action")) {
            case "trick" -> webhooks.next(count(form), trick(form));
            case "fault" -> faults.next(count(form), fault(form));
            case "hold" -> webhooks.hold();
            case "release" -> webhooks.release(false);
            case "release reversed" -> webhooks.release(true);
            case "resend" -> webhooks.resend(form.required("id"));
            default -> {
                var _ = account.exclusively(() -> onAccount(form, form.required("id")));
            }
        }
    }

    private boolean onAccount(Form form, String id) {
        switch (form.required("action")) {
            case "expire" -> {
                var _ = account.sessions().expire(id);
            }
            case "honour" -> account.payments().honour(id);
            case "bounce" -> account.payments().bounce(id);
            case "refund" -> {
                var _ = account.refunds().create(id, cents(form), false);
            }
            case "fail refund" -> account.refunds().fail(id);
            case "dispute" -> {
                var _ = account.disputes().open(id, cents(form), false);
            }
            case "win" -> account.disputes().win(id);
            case "lose" -> {
                var _ = account.disputes().lose(id);
            }
            default -> throw Refusal.invalid("", "action", "Unknown action.");
        }
        return true;
    }

    /// Parses an amount in euros, `12.50` or `12,50`, to cents; empty for the whole remaining amount.
    private static OptionalLong cents(Form form) {
        var text = form.text("amount").orElse("").replace(',', '.');
        if (text.isEmpty()) return OptionalLong.empty();
        if (!text.matches("\\d{1,9}(\\.\\d{1,2})?"))
            throw Refusal.invalid("", "amount", "Invalid amount " + text + ": expected a number such as 12.50.");
        return OptionalLong.of(new BigDecimal(text).movePointRight(2).longValueExact());
    }

    private static int count(Form form) {
        long count = form.number("count").orElse(1);
        if (count < 1 || count > 100) throw Refusal.invalid("", "count", "The count must be from 1 to 100.");
        return Math.toIntExact(count);
    }

    private static Trick trick(Form form) {
        return switch (form.required("trick")) {
            case "drop" -> new Trick.Dropped();
            case "repeat" -> new Trick.Repeated(5);
            case "delay" -> new Trick.Delayed(Duration.ofSeconds(30));
            case "sign" -> new Trick.WronglySigned();
            case "stale" -> new Trick.SignedAt(Duration.ofMinutes(-10));
            case "version" -> new Trick.InVersion("2020-08-27");
            default -> throw Refusal.invalid("", "trick", "Unknown delivery fault.");
        };
    }

    private static Fault fault(Form form) {
        return switch (form.required("fault")) {
            case "before broken" -> Fault.before(Fault.Kind.BROKEN);
            case "after broken" -> Fault.after(Fault.Kind.BROKEN);
            case "before busy" -> Fault.before(Fault.Kind.BUSY);
            case "before conflict" -> Fault.before(Fault.Kind.CONFLICT);
            case "before lost" -> Fault.before(Fault.Kind.LOST);
            case "after lost" -> Fault.after(Fault.Kind.LOST);
            case "slow" -> Fault.slow(Duration.ofSeconds(10));
            default -> throw Refusal.invalid("", "fault", "Unknown API fault.");
        };
    }
}
