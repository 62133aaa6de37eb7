package credits.client;

import java.io.Serial;

/// Thrown when the buffer is full because the queue accepts reports more slowly than they are recorded, or not at all.
/// Nothing of the call was recorded. Record it again later, or slow down.
public final class BufferFull extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BufferFull(long bytes) {
        super("The buffer is full (" + bytes + " bytes pending). Nothing of this call was recorded: "
                + "record it again later, or slow down.");
    }
}
