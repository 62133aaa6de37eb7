package credits.ledger;

import credits.account.ClosedHold.Ending;
import credits.account.Command;
import credits.account.Command.Known;
import credits.account.Command.Seen;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Chain.Put.Refused;
import credits.ledger.Chain.Put.Stored;
import credits.ledger.Chain.Put.Taken;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The accounts of all organisations. Every change of an account is a segment appended to its chain, and nothing
/// else is.
///
/// A decision is made on the newest known state. The put of the next segment succeeds only if nothing else took its
/// place, which proves that the state was the newest. Reads are strongly consistent. Thread-safe.
public final class Ledger {
    private final Chain chain;
    private final Heads heads;
    private final Directory directory;
    private final Organisations organisations;
    private final Supplier<Attempts> attempts;
    private final Sizes sizes;

    /// @param defaultZone the time zone of new accounts without entries
    public Ledger(DynamoDbClient dynamo, String table, ZoneId defaultZone, Supplier<Attempts> attempts) {
        this(dynamo, table, defaultZone, attempts, Sizes.DEPLOYED);
    }

    /// Creates a ledger with sizes other than the deployed ones.
    public Ledger(DynamoDbClient dynamo, String table, ZoneId defaultZone, Supplier<Attempts> attempts, Sizes sizes) {
        this.chain = new Chain(dynamo, table);
        this.heads = new Heads(chain, defaultZone);
        this.directory = new Directory(dynamo, table, chain, sizes);
        this.organisations = new Organisations(dynamo, table);
        this.attempts = attempts;
        this.sizes = sizes;
    }

    /// Appends the change that `command` makes to the account, and returns its answer. Safe to repeat, however the
    /// previous attempt ended.
    ///
    /// The command may be decided several times: on a conflict, DynamoDB returns the segment that took the place, and
    /// the command is decided again after it. If that segment is our own, whose response was lost, the command finds
    /// its ids there and answers accordingly. Throws [Unavailable] if the store fails or time runs out; the outcome is
    /// then unknown.
    public <R> R commit(OrganisationId organisation, Command<R> command) {
        try {
            return decided(organisation, command, List.of()).orElseThrow();
        } catch (SdkException fault) {
            throw new Unavailable("the ledger of " + organisation + " did not answer", fault);
        }
    }

    /// Like [#commit], with the writes `beside` in the same transaction: all or nothing. Empty if one of their
    /// conditions failed; nothing was then written.
    <R> Optional<R> commit(OrganisationId organisation, Command<R> command, List<TransactWriteItem> beside) {
        try {
            return decided(organisation, command, beside);
        } catch (SdkException fault) {
            throw new Unavailable("the ledger of " + organisation + " did not answer", fault);
        }
    }

    private <R> Optional<R> decided(OrganisationId organisation, Command<R> command, List<TransactWriteItem> beside) {
        var patience = attempts.get();
        var absent = new HashMap<UniqueId, Long>();
        var base = heads.find(organisation)
                .map(known -> new Base(known, false))
                .orElseGet(() -> new Base(heads.read(organisation), true));
        for (int lost = 0; true; ) {
            var head = base.head();
            switch (command.on(head.account(), seen(head, command, absent))) {
                case Answered<R>(var answer) -> {
                    heads.keep(head);
                    if (base.isFresh()) return Optional.of(answer);
                    base = new Base(heads.readOn(head), true);
                }
                case Append<R>(var change, var answer) -> {
                    var segment = head.next(change, sizes);
                    var put = append(segment, beside);
                    if (put instanceof Stored) {
                        heads.keep(head.adopting(segment));
                        return Optional.of(answer);
                    }
                    if (put instanceof Refused) return Optional.empty();
                    if (!patience.again()) throw new Unavailable("others kept writing to " + organisation);
                    base = behind(head, put, ++lost);
                }
            }
        }
    }

    /// The state that a decision is made on.
    ///
    /// @param isFresh whether the head was read as the newest after the commit began; only then is an answer without a
    ///     put reliable
    private record Base(Head head, boolean isFresh) {}

    // The first lost race costs no read, since the response contains the winner's segment. After another one we are
    // further behind, and read on.
    private Base behind(Head head, Chain.Put put, int lost) {
        var adopted = put instanceof Taken(var other) ? head.adopting(other) : head;
        return lost == 1 && put instanceof Taken ? new Base(adopted, false) : new Base(heads.readOn(adopted), true);
    }

    private Chain.Put append(Segment segment, List<TransactWriteItem> beside) {
        if (segment.number() == 0) organisations.list(segment.organisation());
        return beside.isEmpty() ? chain.append(segment) : chain.append(segment, beside);
    }

    // Finds each id of the command that is in the ledger up to and including `head`. The result is valid for this head
    // only, so it is computed again for each. ¶ `absent` has the segment before which this commit has not found an id.
    // That remains valid, since segments never change, and only later ones are searched. Searching a busy account's
    // past in every round would lose every round.
    private Seen seen(Head head, Command<?> command, Map<UniqueId, Long> absent) {
        var found = new HashMap<UniqueId, Known>();
        var older = new HashMap<UniqueId, Long>();
        long end = head.window().from();
        for (var id : command.ids()) {
            long start = absent.getOrDefault(id, 0L);
            var known = head.window().find(id);
            known.ifPresent(each -> found.put(id, each));
            if (known.isEmpty() && head.window().mayBeBefore(id) && start < end) older.put(id, start);
        }
        if (!older.isEmpty()) {
            found.putAll(directory.find(head.organisation(), older.keySet(), Collections.min(older.values()), end));
        }
        for (var id : command.ids()) {
            if (!found.containsKey(id)) absent.put(id, head.account().segments());
        }
        return new Lookup(found, new Endings(chain, head));
    }

    private record Lookup(Map<UniqueId, Known> found, Endings endings) implements Seen {
        @Override
        public Optional<Known> find(UniqueId id) {
            return Optional.ofNullable(found.get(id));
        }

        @Override
        public Optional<Ending> ending(AuthorizationId id) {
            return endings.find(id);
        }
    }
}
