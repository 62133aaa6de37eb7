package credits.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.money.Eur;
import java.time.Instant;
import java.util.Arrays;

/// Reads what [Packer] wrote. Bytes that it cannot have written throw [IllegalStateException]: somebody has tampered
/// with the table.
final class Unpacker {
    private static final int EXPONENT_BITS = 4;
    private static final int WHOLE = (1 << EXPONENT_BITS) - 1;

    private final byte[] bytes;
    private int at;

    Unpacker(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) return value;
        }
        throw new IllegalStateException("a number of more than ten bytes before " + at);
    }

    /// Reads a count or an index of at most `most`.
    int count(int most) {
        long value = number();
        if (value < 0 || value > most) throw new IllegalStateException("count " + value + " above " + most);
        return (int) value;
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) value = (value << 8) | (next() & 0xFF);
        return value;
    }

    boolean flag() {
        return count(1) == 1;
    }

    String text() {
        return new String(blob(), UTF_8);
    }

    byte[] blob() {
        int length = count(bytes.length - at);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    Instant time() {
        return Instant.ofEpochMilli(number());
    }

    Eur eur() {
        long packed = number();
        int exponent = (int) (packed & WHOLE);
        if (exponent == WHOLE) return new Eur(signed());
        long zigzag = packed >>> EXPONENT_BITS;
        long nanos = (zigzag >>> 1) ^ -(zigzag & 1);
        for (int i = 0; i < exponent; i++) nanos *= 10;
        return new Eur(nanos);
    }

    private byte next() {
        if (at == bytes.length) throw new IllegalStateException("bytes end too early, at " + at);
        return bytes[at++];
    }
}
