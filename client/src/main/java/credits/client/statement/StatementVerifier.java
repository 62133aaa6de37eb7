package credits.client.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Verifies statements: the lines of `GET /v1/statements/{month}` with `Accept: application/jsonl`, all parts in one
/// file.
/// Needs no library and no build: `java StatementVerifier.java statement-2026-10.jsonl statement-2026-11.jsonl`.
///
/// A file is intact if no byte of it was changed, each segment carries the hash of the one before, and payments,
/// corrections and debited lines lead from the opening to the closing balance. Two files tell the same history if the
/// segments that both name have the same hashes. History that was rewritten has other hashes than a statement that was
/// saved before, or than what another person saved. A single file cannot show that: keep it, and compare it with the
/// next.
public final class StatementVerifier {
    private static final String AMOUNT = "(-?[0-9]+[.][0-9]+)";
    private static final String HASH = "([0-9a-f]{64})";
    private static final String PLACE =
            "\"organisation\":\"([0-9A-Za-z._:-]+)\",\"month\":\"([0-9-]{7})\",\"segments\":([0-9]+),\"balance\":\""
                    + AMOUNT + "\"";
    private static final Pattern SIGNED = Pattern.compile("(.*),\"digest\":\"" + HASH + "\"}");
    private static final Pattern CLOSING =
            Pattern.compile("\\{\"type\":\"closing\"," + PLACE + ",\"time_zone\":\"[^\"]+\"");
    private static final Pattern OPENING =
            Pattern.compile("\\{\"type\":\"opening\"," + PLACE + ",\"hash\":\"" + HASH + "\"");
    private static final Pattern SEGMENT = Pattern.compile(
            "\\{\"type\":\"segment\",\"number\":([0-9]+),\"booked_at\":\"([^\"]+)\",\"kind\":\"[a-z_]+\",\"moved\":\""
                    + AMOUNT
                    + "\",\"balance\":\"" + AMOUNT + "\",\"hash\":\"" + HASH + "\",\"previous_hash\":\"" + HASH
                    + "\",\"movements\":.*");
    private static final Pattern DEBIT = Pattern.compile("\\{\"status\":\"debited\",\"cost\":\"" + AMOUNT + "\"");

    private StatementVerifier() {}

    /// A statement that is intact.
    ///
    /// @param hashes of the segments by their numbers, and of the one before the month, if there is one
    public record VerifiedStatement(
            String organisation,
            String month,
            BigDecimal opening,
            BigDecimal closing,
            NavigableMap<Long, String> hashes) {
        public VerifiedStatement {
            hashes = Collections.unmodifiableNavigableMap(new TreeMap<>(hashes));
        }

        /// Throws [InvalidStatementException] unless `other` is of the same account, names a segment that this one
        /// names,
        /// and all that both name have the same hashes.
        public void requireSameHistory(VerifiedStatement other) {
            if (!organisation.equals(other.organisation))
                throw new InvalidStatementException("the statements are of different organisations");
            var common = new TreeMap<>(hashes);
            common.keySet().retainAll(other.hashes.keySet());
            if (common.isEmpty()) throw new InvalidStatementException("the statements have no segment in common");
            common.forEach((number, hash) -> {
                if (!hash.equals(other.hashes.get(number)))
                    throw new InvalidStatementException("segment " + number + " was rewritten");
            });
        }
    }

    /// A statement that was changed, is incomplete, or contradicts another.
    public static final class InvalidStatementException extends RuntimeException {
        private static final long serialVersionUID = 1;

        InvalidStatementException(String message) {
            super(message);
        }
    }

    /// Verifies the files, in order of their months, and that they tell the same history. Exit status 1 if they do not.
    public static void main(String[] files) throws IOException {
        VerifiedStatement previous = null;
        for (var file : files) {
            try {
                var statement = verify(Files.readAllBytes(Path.of(file)));
                if (previous != null) previous.requireSameHistory(statement);
                previous = statement;
                System.out.println(
                        file + ": intact, from " + statement.opening() + " to " + statement.closing() + " EUR");
            } catch (InvalidStatementException invalid) {
                System.out.println(file + ": INVALID, " + invalid.getMessage());
                System.exit(1);
            }
        }
    }

    /// Returns the statement in `file`; throws [InvalidStatementException] with the first line that is wrong.
    public static VerifiedStatement verify(byte[] file) {
        // One character for each byte, so that the digests are of the bytes.
        var text = new String(file, ISO_8859_1);
        if (!text.endsWith("\n")) throw new InvalidStatementException("the last line is incomplete");
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 2) throw new InvalidStatementException("the opening or the closing balance is missing");
        var closing = match(CLOSING, lines, 0);
        var opening = match(OPENING, lines, lines.size() - 1);
        if (!closing.group(1).equals(opening.group(1)) || !closing.group(2).equals(opening.group(2)))
            throw new InvalidStatementException("the balances are of different statements");
        var hashes = new TreeMap<Long, String>();
        var expected = new Expected(longOf(closing, 3) - 1, new BigDecimal(closing.group(4)), "", Instant.MAX);
        for (int line = 1; line < lines.size() - 1; line++) {
            var segment = match(SEGMENT, lines, line);
            expected = expected.before(segment, line + 1);
            hashes.put(longOf(segment, 1), segment.group(5));
        }
        requireEnd(expected, opening);
        if (longOf(opening, 3) > 0) hashes.put(longOf(opening, 3) - 1, opening.group(5));
        return new VerifiedStatement(
                closing.group(1),
                closing.group(2),
                new BigDecimal(opening.group(4)),
                new BigDecimal(closing.group(4)),
                hashes);
    }

    // What the next line, the older one, has to be.
    private record Expected(long number, BigDecimal balance, String hash, Instant latest) {
        Expected before(Matcher segment, int line) {
            var bookedAt = Instant.parse(segment.group(2));
            if (longOf(segment, 1) != number) throw new InvalidStatementException(line + ": a segment is missing");
            if (!hash.isEmpty() && !segment.group(5).equals(hash))
                throw new InvalidStatementException(line + ": not the segment that the next one follows");
            if (bookedAt.isAfter(latest)) throw new InvalidStatementException(line + ": later than the next segment");
            if (new BigDecimal(segment.group(4)).compareTo(balance) != 0)
                throw new InvalidStatementException(
                        line + ": the balance is not the one that the next segment changes");
            var older = balance.subtract(new BigDecimal(segment.group(3))).add(debits(segment.group()));
            return new Expected(number - 1, older, segment.group(6), bookedAt);
        }
    }

    private static void requireEnd(Expected expected, Matcher opening) {
        if (longOf(opening, 3) != expected.number() + 1)
            throw new InvalidStatementException("segments are missing before the opening balance");
        if (new BigDecimal(opening.group(4)).compareTo(expected.balance()) != 0)
            throw new InvalidStatementException("the changes do not lead to the opening balance");
        if (!expected.hash().isEmpty() && !opening.group(5).equals(expected.hash()))
            throw new InvalidStatementException("not the opening that the first segment follows");
    }

    private static BigDecimal debits(String segment) {
        return DEBIT.matcher(segment)
                .results()
                .map(debit -> new BigDecimal(debit.group(1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long longOf(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    private static Matcher match(Pattern form, List<String> lines, int index) {
        var signed = SIGNED.matcher(lines.get(index));
        if (!signed.matches() || !sha256(signed.group(1)).equals(signed.group(2)))
            throw new InvalidStatementException((index + 1) + ": the line was changed");
        var line = form.matcher(signed.group(1));
        if (!line.matches()) throw new InvalidStatementException((index + 1) + ": not the line that belongs here");
        return line;
    }

    private static String sha256(String bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
