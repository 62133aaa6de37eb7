package credits.function.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.function.usage.MonthlyStatement.StatementPart;
import credits.http.ApiResponse;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.profile.ErasedMembers;
import credits.usage.BookedLine;
import credits.usage.BookedReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;

/// A statement as lines of JSON, newest first: the closing balance, each segment with its hash and that of the one
/// before, and the opening balance. Each line ends with the SHA-256 of what comes before that, so that
/// `StatementVerifier` finds every change of the file; the hashes of the chain show whether two statements tell the
/// same
/// history.
final class ChainLines {
    // Quotation marks take two bytes in a response of at most 6 MB; the largest segment has less than half of that.
    private static final int MAX_CHARS = 2_000_000;

    private final StatementPart part;
    private final ErasedMembers erasedMembers;
    private final StringBuilder text = new StringBuilder();

    ChainLines(StatementPart part, ErasedMembers erasedMembers) {
        this.part = part;
        this.erasedMembers = erasedMembers;
    }

    ApiResponse toResponse() {
        if (part.isFirst()) addClosing();
        var next = addSegments();
        if (next.isEmpty()) addOpening();
        var response = ApiResponse.text(text.toString(), "application/jsonl")
                .withHeader("content-disposition", "attachment; filename=\"statement-" + part.month() + ".jsonl\"");
        return next.isEmpty() ? response : response.withHeader("link", MonthlyStatement.link(next.getAsLong()));
    }

    private void addClosing() {
        var end = part.monthEnd();
        add(place("closing", end.segmentCount())
                .put("balance", end.balance())
                .put("time_zone", end.timeZone().current().getId()));
    }

    private void addOpening() {
        var previous = part.segments().previous();
        add(place("opening", previous.map(segment -> segment.number() + 1).orElse(0L))
                .put(
                        "balance",
                        previous.map(segment -> segment.account().balance()).orElse(Eur.ZERO))
                .put(
                        "hash",
                        hex(previous.map(Segment::hash).orElse(Segment.NO_HASH).asByteArray())));
    }

    private JsonObjectBuilder place(String type, long segments) {
        return Json.object()
                .put("type", type)
                .put("organisation", part.organisation().value())
                .put("month", part.month().toString())
                .put("segments", segments);
    }

    // Where the next part begins.
    private OptionalLong addSegments() {
        for (var segment : part.segments().newestFirst()) {
            if (text.length() > MAX_CHARS) return OptionalLong.of(segment.number() + 1);
            add(json(segment));
        }
        return part.segments().next();
    }

    private JsonObjectBuilder json(Segment segment) {
        var account = segment.account();
        var moved = BalanceMovement.of(segment).map(BalanceMovement::amount).reduce(Eur.ZERO, Eur::plus);
        return Json.object()
                .put("type", "segment")
                .put("number", segment.number())
                .put("booked_at", account.clockTime())
                .put("kind", segment.kind().name().toLowerCase(Locale.ROOT))
                .put("moved", moved)
                .put("balance", account.balance())
                .put("hash", hex(segment.hash().asByteArray()))
                .put("previous_hash", hex(segment.previousHash().asByteArray()))
                .put(
                        "movements",
                        BalanceMovement.of(segment).map(ChainLines::json).toList())
                .put("reports", segment.reports().stream().map(this::json).toList());
    }

    private static Json json(BalanceMovement movement) {
        return Json.object()
                .put("type", movement.kind().name().toLowerCase(Locale.ROOT))
                .putOptional("payment", movement.payment())
                .putOptional("reason", movement.reason())
                .build();
    }

    private Json json(BookedReport report) {
        return Json.object()
                .put("id", report.id().toString())
                .put("source", report.source())
                .put("lines", report.lines().stream().map(this::json).toList())
                .build();
    }

    private Json json(BookedLine booked) {
        var line = booked.pricedLine().line();
        return Json.object()
                .put("status", booked.status().apiName())
                .put("cost", booked.pricedLine().cost())
                .put("operation", line.operation().value())
                .put("quantity", line.quantity())
                .put("used_at", line.usedAt())
                .putOptional("member", line.member().map(erasedMembers::shown))
                .build();
    }

    private void add(JsonObjectBuilder line) {
        var json = line.build().toText();
        var signed = json.substring(0, json.length() - 1);
        var _ = text.append(signed)
                .append(",\"digest\":\"")
                .append(hex(sha256(signed)))
                .append("\"}\n");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(String line) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(line.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
