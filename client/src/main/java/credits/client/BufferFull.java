package credits.client;

import java.io.Serial;

/// The buffer is full and stayed so: the queue does not take reports as fast as they come, or not at all. Nothing
/// of this call was recorded. Record it again later, or slow down.
public final class BufferFull extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BufferFull(long bytes) {
        super("The buffer holds " + bytes + " bytes that are not sent yet. Nothing of this call was recorded: "
                + "record it again later, or slow down.");
    }
}
