package credits.function.reconcile;

import static java.util.function.Predicate.not;

import credits.identity.OrganisationId;
import credits.ledger.ChainProof;
import credits.ledger.Flaw;
import credits.ledger.Organisations;
import credits.ledger.Proofs;
import credits.ledger.Proofs.Round;
import credits.wire.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Verifies the chains of all accounts once a day (UTC). A run resumes where the previous one ran out of time. A defect
/// does not stop the others and is reported daily until it is fixed.
final class Proof {
    private final Organisations organisations;
    private final ChainProof proof;
    private final Proofs proofs;

    Proof(Organisations organisations, ChainProof proof, Proofs proofs) {
        this.organisations = organisations;
        this.proof = proof;
        this.proofs = proofs;
    }

    /// Verifies accounts as long as `hasTime` is true.
    Json.Members some(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var round = proofs.round()
                .filter(not(Round::done).or(each -> day(each.began()).equals(day(now))))
                .orElseGet(() -> Round.begun(now));
        if (round.done()) return answer(round, "accounts_already");
        var left = left(round);
        for (var organisation : left) {
            if (!hasTime.getAsBoolean()) return interrupted(round);
            var proved = proof.prove(organisation, hasTime);
            proved.flaw().ifPresent(flaw -> log.accept(alarm(flaw)));
            if (!proved.done()) return interrupted(round.with(proved.segments()));
            round = round.with(organisation, proved.segments(), proved.flaw().isPresent() ? 1 : 0);
        }
        proofs.keep(round.ended());
        return answer(round, "accounts_proved");
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    // Their order is stable. An account created since then that sorts before the current position is verified in
    // the next round.
    private List<OrganisationId> left(Round round) {
        var all = organisations.all();
        return round.last()
                .map(last -> all.subList(all.indexOf(last) + 1, all.size()))
                .orElse(all);
    }

    private Json.Members interrupted(Round round) {
        proofs.keep(round);
        return answer(round, "accounts_so_far");
    }

    /// The log line that the function's alarm counts.
    private static String alarm(Flaw flaw) {
        return Json.object()
                .put("alarm", "ledger_does_not_add_up")
                .put("organisation", flaw.organisation().value())
                .put("segment", flaw.segment())
                .put("flaw", flaw.kind().name().toLowerCase(Locale.ROOT))
                .end()
                .text();
    }

    /// The result of a run.
    ///
    /// @param accounts the name of the count of accounts; an alarm expects `accounts_proved` every day
    private static Json.Members answer(Round round, String accounts) {
        return Json.object()
                .put("task", "prove")
                .put(accounts, round.accounts())
                .put("segments", round.segments())
                .put("flaws", round.flaws())
                .end();
    }
}
