package credits.function.reconcile;

import static java.util.stream.Collectors.toMap;

import credits.identity.OrganisationId;
import credits.ledger.OrganisationDirectory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The organisations of one shard of the directory, one after the other. A fault at one of them is logged and counted,
/// and stops no other.
final class ShardSlice implements Slice {
    /// The count of faults.
    static final String FAILED = "failed";

    private static final int PAGE_SIZE = 100;

    private final OrganisationDirectory organisations;
    private final String shard;
    private final Work work;
    private final Consumer<String> log;
    private final Deque<OrganisationId> ahead = new ArrayDeque<>();
    private final List<RuntimeException> unreadable = new ArrayList<>();

    ShardSlice(OrganisationDirectory organisations, String shard, Work work, Consumer<String> log) {
        this.organisations = organisations;
        this.shard = shard;
        this.work = work;
        this.log = log;
    }

    /// What is done for each organisation.
    interface Work {
        /// Does a piece of it.
        ///
        /// @param from where the previous piece ended; empty at the beginning
        WorkResult advance(OrganisationId organisation, Optional<String> from);
    }

    /// What a piece of work has brought.
    ///
    /// @param next where the next piece begins; empty if the organisation is done
    /// @param found counts and lines
    record WorkResult(Optional<String> next, SliceProgress found) {}

    @Override
    public String name() {
        return shard;
    }

    // The position is the last organisation that is done, or the current one and, after a space, how far it is.
    @Override
    public SliceProgress advance(SliceProgress progress) {
        var position = progress.position().map(text -> text.split(" ", 2));
        if (position.isPresent() && position.get().length == 2)
            return advance(new OrganisationId(position.get()[0]), Optional.of(position.get()[1]), progress);
        if (ahead.isEmpty())
            ahead.addAll(organisations.listShard(
                    shard, position.map(done -> new OrganisationId(done[0])), PAGE_SIZE, unreadable::add));
        if (!ahead.isEmpty()) return advance(ahead.remove(), Optional.empty(), progress);
        return progress.plus(FAILED, logUnreadable()).completed();
    }

    // A listing is repeated from the last organisation on, and so may be what it cannot read.
    private int logUnreadable() {
        var failures = new TaskFailures(log);
        unreadable.stream()
                .collect(toMap(RuntimeException::getMessage, fault -> fault, (one, _) -> one))
                .values()
                .forEach(failures::add);
        return failures.count();
    }

    private SliceProgress advance(OrganisationId organisation, Optional<String> from, SliceProgress progress) {
        try {
            var result = work.advance(organisation, from);
            return progress.plus(result.found())
                    .at(organisation.value()
                            + result.next().map(next -> " " + next).orElse(""));
        } catch (RuntimeException fault) {
            new TaskFailures(log).add(fault);
            return progress.plus(FAILED, 1).at(organisation.value());
        }
    }
}
