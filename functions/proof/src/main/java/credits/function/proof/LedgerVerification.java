package credits.function.proof;

import static java.util.function.Predicate.not;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.ledger.verification.AnchorList;
import credits.ledger.verification.ChainAnchor;
import credits.ledger.verification.ChainDefect;
import credits.ledger.verification.ChainVerifier;
import credits.ledger.verification.ChainVerifier.VerificationResult;
import credits.ledger.verification.VerificationProgress;
import credits.ledger.verification.VerificationProgress.VerificationRound;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.logging.LoggableFault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Verifies the chains of all accounts once a day (UTC). A run resumes where the previous one ran out of time. An
/// account with a defect, or one that cannot be read, does not stop the others and is reported daily until it is fixed.
///
/// Each round compares the chains with the anchors of the previous one, so that a chain whose end was cut off, or an
/// account that vanished, is a defect whatever else in the table was changed with it; and leaves anchors of its own.
final class LedgerVerification {
    private final OrganisationDirectory organisations;
    private final ChainVerifier verifier;
    private final VerificationProgress progress;
    private final SignedAnchors signedAnchors;

    LedgerVerification(
            OrganisationDirectory organisations,
            ChainVerifier verifier,
            VerificationProgress progress,
            SignedAnchors signedAnchors) {
        this.organisations = organisations;
        this.verifier = verifier;
        this.progress = progress;
        this.signedAnchors = signedAnchors;
    }

    /// Verifies accounts as long as `hasTime` is true.
    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var round = progress.latestRound()
                .filter(not(VerificationRound::isComplete)
                        .or(each -> utcDay(each.startedAt()).equals(utcDay(now))))
                .orElseGet(() -> VerificationRound.start(now));
        if (round.isComplete()) return summary(round, "accounts_already");
        var anchors = signedAnchors.findLatest(now);
        var accounts = new Accounts(organisations.listAll(fault -> reportListing(fault, log)), anchors);
        for (var organisation : accounts.after(round.lastOrganisation())) {
            if (!hasTime.getAsBoolean()) return interrupted(round);
            var result = verify(organisation, anchors.find(organisation), now, hasTime, log);
            var defect = result.defect().or(() -> accounts.findUnlisted(organisation));
            defect.ifPresent(found -> log.accept(alarmLine(found)));
            if (!result.isComplete()) return interrupted(round.plus(result.verifiedSegments()));
            round = round.plus(organisation, result.verifiedSegments(), defect.isPresent() ? 1 : 0);
        }
        signedAnchors.store(new AnchorList(now, newAnchors(accounts, anchors, log)), log);
        progress.save(round.completed());
        return summary(round, LogWord.ACCOUNTS_PROVED.text());
    }

    // An account whose item in the list was changed is also found by its anchor.
    private static void reportListing(RuntimeException fault, Consumer<String> log) {
        log.accept(faultLine(fault));
        log.accept(Json.object()
                .put("alarm", AlarmName.LEDGER_DOES_NOT_ADD_UP.text())
                .put("flaw", "unreadable_listing")
                .build()
                .toText());
    }

    private static LocalDate utcDay(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    // A fault at one account stops no other. The next round verifies that account again.
    private VerificationResult verify(
            OrganisationId organisation,
            Optional<ChainAnchor> anchor,
            Instant now,
            BooleanSupplier hasTime,
            Consumer<String> log) {
        try {
            return verifier.verify(organisation, anchor, now, hasTime);
        } catch (RuntimeException fault) {
            log.accept(faultLine(fault));
            var defect = new ChainDefect(organisation, 0, ChainDefect.Kind.UNVERIFIED);
            return new VerificationResult(0, true, Optional.of(defect), Optional.empty());
        }
    }

    // A chain with a defect keeps the anchor that it had: its checkpoint has not moved on, or cannot be read.
    private Map<OrganisationId, ChainAnchor> newAnchors(Accounts accounts, AnchorList previous, Consumer<String> log) {
        var anchors = new HashMap<>(previous.anchors());
        for (var organisation : accounts.all()) {
            try {
                progress.findLastVerified(organisation)
                        .ifPresent(last -> anchors.merge(organisation, last, LedgerVerification::newer));
            } catch (RuntimeException fault) {
                log.accept(faultLine(fault));
            }
        }
        return anchors;
    }

    private static String faultLine(RuntimeException fault) {
        return Json.object().put("fault", LoggableFault.toJson(fault)).build().toText();
    }

    private static ChainAnchor newer(ChainAnchor one, ChainAnchor other) {
        return other.segmentNumber() > one.segmentNumber() ? other : one;
    }

    /// All accounts that there are or were, in an order that is stable.
    private static final class Accounts {
        private final List<OrganisationId> all;
        private final Set<OrganisationId> listed;

        private Accounts(List<OrganisationId> listed, AnchorList anchors) {
            this.listed = new HashSet<>(listed);
            var unlisted = anchors.anchors().keySet().stream()
                    .filter(not(this.listed::contains))
                    .sorted(Comparator.comparing(OrganisationId::value));
            this.all = Stream.concat(listed.stream(), unlisted).toList();
        }

        private List<OrganisationId> all() {
            return all;
        }

        // An account created since then that sorts before the current position is verified in the next round.
        private List<OrganisationId> after(Optional<OrganisationId> last) {
            return last.map(each -> all.subList(all.indexOf(each) + 1, all.size()))
                    .orElse(all);
        }

        private Optional<ChainDefect> findUnlisted(OrganisationId organisation) {
            if (listed.contains(organisation)) return Optional.empty();
            return Optional.of(new ChainDefect(organisation, 0, ChainDefect.Kind.UNLISTED));
        }
    }

    private Json.JsonObject interrupted(VerificationRound round) {
        progress.save(round);
        return summary(round, "accounts_so_far");
    }

    /// Leaves an empty list of anchors, so that no chain is compared with what was before a restore.
    Json.JsonObject acceptRestore(Instant now, Consumer<String> log) {
        signedAnchors.store(new AnchorList(now, Map.of()), log);
        return Json.object().put("task", "accept_restore").build();
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
