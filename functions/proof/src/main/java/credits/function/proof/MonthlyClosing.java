package credits.function.proof;

import static java.util.function.Predicate.not;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.OrganisationDirectory;
import credits.ledger.close.AccountClosing;
import credits.ledger.close.AccountClosing.ClosingResult;
import credits.ledger.close.CloseRound;
import credits.ledger.close.MonthTotals;
import credits.ledger.close.MonthlyCloseStore;
import credits.logging.AlarmName;
import credits.logging.LoggableFault;
import credits.money.Eur;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Brings the monthly close of all accounts up to date once a day (UTC), and proves that each month adds up. A run
/// resumes where the previous one ran out of time. An account that does not add up, or cannot be read, does not stop
/// the others and is reported daily while its month is open.
final class MonthlyClosing {
    private final OrganisationDirectory organisations;
    private final AccountClosing closing;
    private final MonthlyCloseStore store;

    MonthlyClosing(OrganisationDirectory organisations, AccountClosing closing, MonthlyCloseStore store) {
        this.organisations = organisations;
        this.closing = closing;
        this.store = store;
    }

    /// Closes accounts as long as `hasTime` is true.
    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var round = store.latestRound()
                .filter(not(CloseRound::isComplete)
                        .or(each -> utcDay(each.startedAt()).equals(utcDay(now))))
                .orElseGet(() -> CloseRound.start(now));
        if (round.isComplete()) return summary(round);
        // The nightly verification reports what cannot be read in the list.
        for (var organisation : after(round.lastOrganisation(), organisations.listAll(_ -> {}))) {
            if (!hasTime.getAsBoolean()) return save(round);
            var result = close(organisation, now, hasTime, log);
            boolean isInterrupted = result.isPresent() && !result.get().isComplete();
            if (isInterrupted) return save(round);
            var wrong = result.map(MonthlyClosing::unbalanced).orElse(List.of());
            wrong.forEach(month -> log.accept(alarmLine(organisation, month)));
            round = round.plus(organisation, result.isEmpty() || !wrong.isEmpty() ? 1 : 0);
        }
        return save(round.completed());
    }

    private Json.JsonObject save(CloseRound round) {
        store.save(round);
        return summary(round);
    }

    // An account created since then that sorts before the current position is closed in the next round.
    private static List<OrganisationId> after(Optional<OrganisationId> last, List<OrganisationId> all) {
        return last.map(each -> all.subList(all.indexOf(each) + 1, all.size())).orElse(all);
    }

    // Empty if the account cannot be read.
    private Optional<ClosingResult> close(
            OrganisationId organisation, Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        try {
            return Optional.of(closing.advance(organisation, now, hasTime));
        } catch (RuntimeException fault) {
            log.accept(Json.object()
                    .put("fault", LoggableFault.toJson(fault))
                    .build()
                    .toText());
            log.accept(alarm(organisation, "unclosed").build().toText());
            return Optional.empty();
        }
    }

    private static List<MonthTotals> unbalanced(ClosingResult result) {
        return result.months().stream()
                .filter(month -> !month.difference().equals(Eur.ZERO))
                .toList();
    }

    private static String alarmLine(OrganisationId organisation, MonthTotals month) {
        return alarm(organisation, "month")
                .put("month", month.month().toString())
                .put("difference", month.difference())
                .build()
                .toText();
    }

    private static JsonObjectBuilder alarm(OrganisationId organisation, String flaw) {
        return Json.object()
                .put("alarm", AlarmName.LEDGER_DOES_NOT_ADD_UP.text())
                .put("organisation", organisation.value())
                .put("flaw", flaw);
    }

    private static Json.JsonObject summary(CloseRound round) {
        return Json.object()
                .put("task", "close")
                .put("complete", round.isComplete())
                .put("accounts", round.accountCount())
                .put("differences", round.differenceCount())
                .build();
    }

    private static LocalDate utcDay(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
