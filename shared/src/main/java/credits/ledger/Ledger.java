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

/// The accounts of all organisations: every change of one is a segment appended to its chain, and nothing else is.
///
/// Decisions are made on the newest state that is known, and the put of the next segment, which succeeds only if
/// nobody else took its place, is what proves that it was the newest. Reads are fresh. May be used by several
/// threads.
public final class Ledger {
    private final Chain chain;
    private final Heads heads;
    private final Directory directory;
    private final Organisations organisations;
    private final Supplier<Attempts> attempts;
    private final Sizes sizes;

    /// @param defaultZone the time zone of accounts to which nothing has happened yet
    public Ledger(DynamoDbClient dynamo, String table, ZoneId defaultZone, Supplier<Attempts> attempts) {
        this(dynamo, table, defaultZone, attempts, Sizes.DEPLOYED);
    }

    /// The same with other sizes.
    public Ledger(DynamoDbClient dynamo, String table, ZoneId defaultZone, Supplier<Attempts> attempts, Sizes sizes) {
        this.chain = new Chain(dynamo, table);
        this.heads = new Heads(chain, defaultZone);
        this.directory = new Directory(dynamo, table, chain, sizes);
        this.organisations = new Organisations(dynamo, table);
        this.attempts = attempts;
        this.sizes = sizes;
    }

    /// Appends what `command` makes of the account, and gives its answer. Safe to repeat, however the last attempt
    /// ended.
    ///
    /// The command may be decided several times: a lost race hands back the segment that took the place, and the
    /// command is
    /// decided again on it. If that segment is our own, whose answer was lost, the command finds itself there and
    /// says so.
    /// When the store fails or time runs out: [Unavailable], which leaves open what happened.
    public <R> R commit(OrganisationId organisation, Command<R> command) {
        try {
            return decided(organisation, command, List.of()).orElseThrow();
        } catch (SdkException fault) {
            throw new Unavailable("the ledger of " + organisation + " did not answer", fault);
        }
    }

    /// Like [#commit], with the writes `beside` in one transaction: all or nothing. Empty if one of their
    /// conditions does not hold; then nothing was written.
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

    /// What a decision is made on.
    ///
    /// @param isFresh was the head read as the newest after the commit began? Only then an answer without a put is
    ///     true
    private record Base(Head head, boolean isFresh) {}

    // One lost race costs no read: the winner's segment came back with it. Who loses again is further behind, and
    // reads on.
    private Base behind(Head head, Chain.Put put, int lost) {
        var adopted = put instanceof Taken(var other) ? head.adopting(other) : head;
        return lost == 1 && put instanceof Taken ? new Base(adopted, false) : new Base(heads.readOn(adopted), true);
    }

    private Chain.Put append(Segment segment, List<TransactWriteItem> beside) {
        if (segment.number() == 0) organisations.list(segment.organisation());
        return beside.isEmpty() ? chain.append(segment) : chain.append(segment, beside);
    }

    // Each id of the command that is in the ledger up to and with `head`. All of it is true of this head only, so it
    // is asked anew for each.
    //
    // `absent` says before which segment this commit has not found an id. That stays true, as no segment changes: only
    // what came after is looked through. Who looked through a busy account's past in every round would be too late in
    // every round.
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
