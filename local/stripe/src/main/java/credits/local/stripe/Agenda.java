package credits.local.stripe;

import credits.local.stripe.account.Account;
import credits.local.stripe.account.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// SEPA debits that the bank has not answered yet.
final class Agenda {
    private record Debit(String intent, Method method, Instant due) {}

    private final List<Debit> debits = new ArrayList<>();
    private final Account account;
    private final InstantSource clock;
    private final Duration bank;
    private boolean isClosed;

    Agenda(Account account, InstantSource clock, Duration bank) {
        this.account = account;
        this.clock = clock;
        this.bank = bank;
    }

    synchronized void add(String intent, Method method) {
        debits.add(new Debit(intent, method, clock.instant().plus(bank)));
    }

    /// Stops the bank from answering by itself.
    synchronized void close() {
        isClosed = true;
    }

    /// Lets the bank answer the debits that are due.
    synchronized void answerDue() {
        if (isClosed) return;
        var due = debits.stream()
                .filter(debit -> !debit.due().isAfter(clock.instant()))
                .toList();
        debits.removeAll(due);
        for (var debit : due) {
            var _ = account.exclusively(() -> answer(debit));
        }
    }

    private boolean answer(Debit debit) {
        if (debit.method() == Method.SEPA_PAID_LATER) account.payments().honour(debit.intent());
        else account.payments().bounce(debit.intent());
        return true;
    }
}
