package credits.ledger.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.money.Eur;
import java.time.Instant;
import java.util.Arrays;

/// Writes numbers and texts in as few bytes as they need. [BinaryReader] reads them in the same order.
final class BinaryWriter {
    private static final int INITIAL_CAPACITY = 512;
    private static final int EXPONENT_BITS = 4;
    private static final int MAX_EXPONENT = (1 << EXPONENT_BITS) - 1;

    private byte[] buffer = new byte[INITIAL_CAPACITY];
    private int size;

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /// Writes a number with seven bits a byte, least significant first, in 1 to 10 bytes. Small numbers are short.
    void writeVarint(long value) {
        ensureCapacity(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    /// Writes a number that may be negative. Numbers near zero are short.
    void writeSignedVarint(long value) {
        writeVarint((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /// Writes the low 16 bits of a number.
    void writeFixed16(long value) {
        ensureCapacity(Short.BYTES);
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) value;
    }

    void writeFixed64(long value) {
        ensureCapacity(Long.BYTES);
        for (int shift = Long.SIZE - 8; shift >= 0; shift -= 8) buffer[size++] = (byte) (value >>> shift);
    }

    void writeBoolean(boolean value) {
        writeVarint(value ? 1 : 0);
    }

    void writeString(String value) {
        writeBytes(value.getBytes(UTF_8));
    }

    void writeBytes(byte[] value) {
        writeVarint(value.length);
        ensureCapacity(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
    }

    void writeInstant(Instant value) {
        writeVarint(value.toEpochMilli());
    }

    /// Writes an amount. Its trailing zeros are counted, since most amounts are far coarser than a nano-euro.
    void writeEur(Eur amount) {
        long mantissa = amount.nanos();
        int exponent = 0;
        while (mantissa != 0 && exponent < MAX_EXPONENT && mantissa % 10 == 0) {
            mantissa /= 10;
            exponent++;
        }
        if (Math.abs(mantissa) >> (Long.SIZE - EXPONENT_BITS - 2) != 0) {
            writeVarint(MAX_EXPONENT); // a mantissa that leaves no room for the exponent follows in full
            writeSignedVarint(amount.nanos());
            return;
        }
        int tag = exponent == MAX_EXPONENT ? MAX_EXPONENT - 1 : exponent;
        if (tag != exponent) mantissa *= 10;
        writeVarint((((mantissa << 1) ^ (mantissa >> (Long.SIZE - 1))) << EXPONENT_BITS) | tag);
    }

    private void ensureCapacity(int extraBytes) {
        if (size + extraBytes > buffer.length)
            buffer = Arrays.copyOf(buffer, Math.max(size + extraBytes, 2 * buffer.length));
    }
}
