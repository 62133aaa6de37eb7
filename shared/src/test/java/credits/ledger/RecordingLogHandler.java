package credits.ledger;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// Keeps what is logged.
final class RecordingLogHandler extends Handler {
    private final List<String> messages;

    RecordingLogHandler(List<String> messages) {
        this.messages = messages;
    }

    @Override
    public void publish(LogRecord logRecord) {
        messages.add(new SimpleFormatter().formatMessage(logRecord));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
