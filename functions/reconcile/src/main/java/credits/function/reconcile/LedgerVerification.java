package credits.function.reconcile;

import static java.util.function.Predicate.not;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.ledger.verification.ChainDefect;
import credits.ledger.verification.ChainVerifier;
import credits.ledger.verification.VerificationProgress;
import credits.ledger.verification.VerificationProgress.VerificationRound;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Verifies the chains of all accounts once a day (UTC). A run resumes where the previous one ran out of time. A defect
/// does not stop the others and is reported daily until it is fixed.
final class LedgerVerification {
    private final OrganisationDirectory organisations;
    private final ChainVerifier verifier;
    private final VerificationProgress progress;

    LedgerVerification(OrganisationDirectory organisations, ChainVerifier verifier, VerificationProgress progress) {
        this.organisations = organisations;
        this.verifier = verifier;
        this.progress = progress;
    }

    /// Verifies accounts as long as `hasTime` is true.
    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var round = progress.latestRound()
                .filter(not(VerificationRound::isComplete)
                        .or(each -> utcDay(each.startedAt()).equals(utcDay(now))))
                .orElseGet(() -> VerificationRound.start(now));
        if (round.isComplete()) return summary(round, "accounts_already");
        var remaining = remaining(round);
        for (var organisation : remaining) {
            if (!hasTime.getAsBoolean()) return interrupted(round);
            var result = verifier.verify(organisation, hasTime);
            result.defect().ifPresent(defect -> log.accept(alarmLine(defect)));
            if (!result.isComplete()) return interrupted(round.plus(result.verifiedSegments()));
            round = round.plus(
                    organisation, result.verifiedSegments(), result.defect().isPresent() ? 1 : 0);
        }
        progress.save(round.completed());
        return summary(round, LogWord.ACCOUNTS_PROVED.text());
    }

    private static LocalDate utcDay(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    // Their order is stable. An account created since then that sorts before the current position is verified in
    // the next round.
    private List<OrganisationId> remaining(VerificationRound round) {
        var all = organisations.listAll();
        return round.lastOrganisation()
                .map(last -> all.subList(all.indexOf(last) + 1, all.size()))
                .orElse(all);
    }

    private Json.JsonObject interrupted(VerificationRound round) {
        progress.save(round);
        return summary(round, "accounts_so_far");
    }

    /// The log line that the function's alarm counts.
    private static String alarmLine(ChainDefect defect) {
        return Json.object()
                .put("alarm", AlarmName.LEDGER_DOES_NOT_ADD_UP.text())
                .put("organisation", defect.organisation().value())
                .put("segment", defect.segmentNumber())
                .put("flaw", defect.kind().name().toLowerCase(Locale.ROOT))
                .build()
                .toText();
    }

    /// The result of a run.
    ///
    /// @param accountsField the name of the count of accounts; an alarm expects `accounts_proved` every day
    private static Json.JsonObject summary(VerificationRound round, String accountsField) {
        return Json.object()
                .put("task", "prove")
                .put(accountsField, round.accountCount())
                .put("segments", round.segmentCount())
                .put("flaws", round.defectCount())
                .build();
    }
}
