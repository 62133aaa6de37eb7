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

/// Proves the chains of all accounts, once a day. A run goes on where the one before had to stop; the first of a day
/// (UTC) begins anew when the round before is done. A flaw stops no other account, and is told again every day until
/// it is mended.
final class Proof {
    private final Organisations organisations;
    private final ChainProof proof;
    private final Proofs proofs;

    Proof(Organisations organisations, ChainProof proof, Proofs proofs) {
        this.organisations = organisations;
        this.proof = proof;
        this.proofs = proofs;
    }

    /// Proves as long as `hasTime`.
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

    // Their order is always the same. An account that is new since, and stands before, comes with the next round.
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

    /// The line that the alarm on the function's log waits for.
    private static String alarm(Flaw flaw) {
        return Json.object()
                .put("alarm", "ledger_does_not_add_up")
                .put("organisation", flaw.organisation().value())
                .put("segment", flaw.segment())
                .put("flaw", flaw.kind().name().toLowerCase(Locale.ROOT))
                .end()
                .text();
    }

    /// @param accounts says how the round stands: the other alarm waits for `accounts_proved` every day
    private static Json.Members answer(Round round, String accounts) {
        return Json.object()
                .put("task", "prove")
                .put(accounts, round.accounts())
                .put("segments", round.segments())
                .put("flaws", round.flaws())
                .end();
    }
}
