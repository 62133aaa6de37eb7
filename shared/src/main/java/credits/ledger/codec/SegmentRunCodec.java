package credits.ledger.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Packs segments that are stored in the item of a later one. Their states differ by a few bytes from one to the next,
/// so they are compressed together, and take about a tenth of what they are long.
public final class SegmentRunCodec {
    /// The maximum size of the segments before they are compressed.
    public static final int MAX_BYTES = 128 * 1_024;

    private static final int MAX_PARTS = 1_000;
    private static final int BUFFER_BYTES = 4_096;

    private SegmentRunCodec() {}

    /// Packs the parts of all segments, in order.
    ///
    /// @param similar bytes that the reader knows, and that are much like those of the segments
    public static byte[] pack(List<byte[]> parts, byte[] similar) {
        var out = new BinaryWriter();
        out.writeVarint(parts.size());
        for (var part : parts) out.writeBytes(part);
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(similar);
            deflater.setInput(out.toByteArray());
            deflater.finish();
            var packed = new ByteArrayOutputStream();
            var buffer = new byte[BUFFER_BYTES];
            while (!deflater.finished()) packed.write(buffer, 0, deflater.deflate(buffer));
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /// Reads the parts. Bytes that [#pack] cannot have written throw [IllegalStateException].
    public static List<byte[]> unpack(byte[] packed, byte[] similar) {
        var in = new BinaryReader(inflate(packed, similar));
        var parts = new ArrayList<byte[]>();
        for (int left = in.readCount(MAX_PARTS); left > 0; left--) parts.add(in.readBytes());
        if (!in.isAtEnd()) throw new IllegalStateException("more than the segments of a run");
        return parts;
    }

    private static byte[] inflate(byte[] packed, byte[] similar) {
        var inflater = new Inflater(true);
        try {
            inflater.setDictionary(similar);
            inflater.setInput(packed);
            var bytes = new ByteArrayOutputStream();
            var buffer = new byte[BUFFER_BYTES];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) throw new IllegalStateException("a run ends too early");
                bytes.write(buffer, 0, count);
                if (bytes.size() > 2 * MAX_BYTES) throw new IllegalStateException("a run is too large");
            }
            if (inflater.getRemaining() > 0) throw new IllegalStateException("bytes follow a run");
            return bytes.toByteArray();
        } catch (DataFormatException damaged) {
            throw new IllegalStateException("a run cannot be read", damaged);
        } finally {
            inflater.end();
        }
    }
}
