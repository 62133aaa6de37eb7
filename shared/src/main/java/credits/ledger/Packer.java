package credits.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.money.Eur;
import java.time.Instant;
import java.util.Arrays;

/// Writes numbers and texts in as few bytes as they need. [Unpacker] reads them in the same order.
final class Packer {
    private static final int FIRST_SIZE = 512;
    private static final int EXPONENT_BITS = 4;
    private static final int GREATEST_EXPONENT = (1 << EXPONENT_BITS) - 1;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// Writes a number with seven bits a byte, least significant first, in 1 to 10 bytes. Small numbers are short.
    void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// Writes a number that may be negative. Numbers near zero are short.
    void signed(long value) {
        number((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    void fixed(long value) {
        room(Long.BYTES);
        for (int shift = Long.SIZE - 8; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >>> shift);
    }

    void flag(boolean value) {
        number(value ? 1 : 0);
    }

    void text(String value) {
        blob(value.getBytes(UTF_8));
    }

    void blob(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void time(Instant value) {
        number(value.toEpochMilli());
    }

    /// Writes an amount. Its trailing zeros are counted, since most amounts are far coarser than a nano-euro.
    void eur(Eur amount) {
        long mantissa = amount.nanos();
        int exponent = 0;
        while (mantissa != 0 && exponent < GREATEST_EXPONENT && mantissa % 10 == 0) {
            mantissa /= 10;
            exponent++;
        }
        if (Math.abs(mantissa) >> (Long.SIZE - EXPONENT_BITS - 2) != 0) {
            number(GREATEST_EXPONENT); // a mantissa that leaves no room for the exponent follows in full
            signed(amount.nanos());
            return;
        }
        int tag = exponent == GREATEST_EXPONENT ? GREATEST_EXPONENT - 1 : exponent;
        if (tag != exponent) mantissa *= 10;
        number((((mantissa << 1) ^ (mantissa >> (Long.SIZE - 1))) << EXPONENT_BITS) | tag);
    }

    private void room(int more) {
        if (size + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
}
