package credits.function.notify;

import static credits.aws.ItemAttributes.number;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.aws.VersionedItems;
import credits.identity.EmailAddress;
import credits.identity.OrganisationId;
import credits.retry.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The e-mails of an organisation and day (UTC), one item each, up to a maximum. The e-mails of one event are counted
/// once, under its key, before the first of them is sent: a repeat of the event finds itself counted.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
final class DailyMails {
    private static final int MAX_TRIES = 5;
    // Of one address in a day: the first one, and two if it is sent again.
    private static final int MAX_CONFIRMATIONS = 3;
    private static final int HASH_BYTES = 8;
    private static final String COUNTS = "mails";

    private final VersionedItems items;
    private final int maximum;

    /// @param maximum the maximum of e-mails to an organisation in a day
    DailyMails(DynamoDbClient dynamo, String table, int maximum) {
        this.items = new VersionedItems(dynamo, table, "the e-mails of a day");
        this.maximum = maximum;
    }

    /// A day so far.
    ///
    /// @param counts the number of e-mails of each event
    /// @param version the version that was read
    private record MailDay(Map<String, Integer> counts, long version) {
        MailDay {
            counts = Map.copyOf(counts);
        }

        int total() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        MailDay with(String event, int mails) {
            var all = new HashMap<>(counts);
            all.put(event, mails);
            return new MailDay(all, version);
        }
    }

    /// Counts the e-mails of `event`, unless they are counted already. Returns false, and counts none, if not all of
    /// them fit into the day.
    boolean tryCount(OrganisationId organisation, LocalDate date, String event, int mails) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var day = read(organisation, date);
            if (day.counts().containsKey(event)) return true;
            if (day.total() + mails > maximum) return false;
            if (tryReplace(organisation, date, day.with(event, mails))) return true;
        }
        throw new ServiceUnavailableException("others kept counting the e-mails of " + organisation);
    }

    /// Counts an e-mail that asks the owner of `address` for a confirmation, unless `event` is counted already. Returns
    /// false, and counts none, if it does not fit into the day, or if the address has had enough of them.
    boolean tryCountConfirmation(OrganisationId organisation, LocalDate date, EmailAddress address, String event) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var day = read(organisation, date);
            var prefix = "confirmation#" + hashOf(address) + "#";
            if (day.counts().containsKey(prefix + event)) return true;
            long earlier = day.counts().keySet().stream()
                    .filter(each -> each.startsWith(prefix))
                    .count();
            if (earlier >= MAX_CONFIRMATIONS || day.total() >= maximum) return false;
            if (tryReplace(organisation, date, day.with(prefix + event, 1))) return true;
        }
        throw new ServiceUnavailableException("others kept counting the e-mails of " + organisation);
    }

    // The item names nobody.
    private static String hashOf(EmailAddress address) {
        try {
            var mailbox = address.value().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(mailbox), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private MailDay read(OrganisationId organisation, LocalDate date) {
        var item = items.read(key(organisation, date));
        if (item.isEmpty()) return new MailDay(Map.of(), 0);
        var counts = new HashMap<String, Integer>();
        ItemAttributes.map(item, COUNTS).forEach((event, count) -> counts.put(event, Integer.valueOf(count.n())));
        return new MailDay(counts, VersionedItems.versionOf(item));
    }

    private boolean tryReplace(OrganisationId organisation, LocalDate date, MailDay after) {
        var item = new HashMap<>(key(organisation, date));
        var counts = new HashMap<String, AttributeValue>();
        after.counts().forEach((event, count) -> counts.put(event, number(count)));
        item.put(COUNTS, AttributeValue.fromM(counts));
        ItemAttributes.expireDay(item, date);
        return items.tryReplace(item, after.version());
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, LocalDate date) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.mailDaySort(date)));
    }
}
