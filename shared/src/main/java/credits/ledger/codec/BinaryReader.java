package credits.ledger.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.money.Eur;
import java.time.Instant;
import java.util.Arrays;

/// Reads what [BinaryWriter] wrote. Bytes that it cannot have written throw [IllegalStateException]: the table
/// was tampered with.
final class BinaryReader {
    private static final int EXPONENT_BITS = 4;
    private static final int UNSCALED_MARKER = (1 << EXPONENT_BITS) - 1;

    private final byte[] bytes;
    private int position;

    BinaryReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) return value;
        }
        throw new IllegalStateException("a number has more than ten bytes before " + position);
    }

    /// Reads a count or an index of at most `max`.
    int readCount(int max) {
        long value = readVarint();
        if (value < 0 || value > max) throw new IllegalStateException("count " + value + " above " + max);
        return (int) value;
    }

    long readSignedVarint() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    long readFixed16() {
        return ((readByte() & 0xFFL) << 8) | (readByte() & 0xFF);
    }

    long readFixed64() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) value = (value << 8) | (readByte() & 0xFF);
        return value;
    }

    boolean readBoolean() {
        return readCount(1) == 1;
    }

    String readString() {
        return new String(readBytes(), UTF_8);
    }

    byte[] readBytes() {
        int length = readCount(bytes.length - position);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    Instant readInstant() {
        return Instant.ofEpochMilli(readVarint());
    }

    Eur readEur() {
        long packed = readVarint();
        int exponent = (int) (packed & UNSCALED_MARKER);
        if (exponent == UNSCALED_MARKER) return new Eur(readSignedVarint());
        long zigzag = packed >>> EXPONENT_BITS;
        long nanos = (zigzag >>> 1) ^ -(zigzag & 1);
        for (int i = 0; i < exponent; i++) nanos *= 10;
        return new Eur(nanos);
    }

    private byte readByte() {
        if (position == bytes.length) throw new IllegalStateException("the bytes end too early, at " + position);
        return bytes[position++];
    }
}
