package credits.usage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// An 8-byte hash of a report's content. Two reports with one id have the same content if and only if their
/// hashes are equal (except for a chance of one in 2⁶⁴).
///
/// The hash is computed from the parsed content, so spelling, field order and white space do not matter.
final class ContentHash {
    private static final int ESTIMATED_BYTES_PER_LINE = 64;

    private ContentHash() {}

    static long of(UsageReport report) {
        var bytes = new ByteArrayOutputStream(
                ESTIMATED_BYTES_PER_LINE * (1 + report.lines().size()));
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(report.source());
            out.writeLong(report.reportedAt().toEpochMilli());
            for (var line : report.lines()) writeLine(line, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return ByteBuffer.wrap(sha256(bytes.toByteArray())).getLong();
    }

    // Each text is preceded by its length, and an absent text is written as an empty one, which a present text
    // never is. No two reports are therefore written alike.
    private static void writeLine(UsageLine line, DataOutputStream out) throws IOException {
        out.writeUTF(line.operation().value());
        out.writeLong(line.quantity().micros());
        out.writeLong(line.usedAt().toEpochMilli());
        out.writeUTF(line.member().isPresent() ? line.member().get().value() : "");
        out.writeUTF(line.reference().isPresent() ? line.reference().get().value() : "");
        out.writeUTF(
                line.authorization().isPresent() ? line.authorization().get().value() : "");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
