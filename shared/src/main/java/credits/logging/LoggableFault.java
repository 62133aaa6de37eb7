package credits.logging;

import credits.json.Json;
import credits.json.UntrustedText;
import credits.retry.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An exception in the form in which it is logged: its type and origin, and never any input.
public final class LoggableFault {
    private static final int MAX_CAUSES = 5;
    private static final int MAX_FRAMES = 8;
    private static final int MAX_MESSAGE_LENGTH = 300;

    private LoggableFault() {}

    /// Returns the classes of `thrown` and of its causes, with the stack frames of our own code. Only messages that we
    /// wrote are included, since others may contain input.
    public static Json.JsonObject toJson(Throwable thrown) {
        var causes = new ArrayList<Json>();
        var cause = thrown;
        while (cause != null && causes.size() < MAX_CAUSES) {
            causes.add(new Json.JsonString(cause.getClass().getName() + messageSuffix(cause)));
            cause = cause.getCause();
        }
        return Json.object()
                .put(LogWord.CAUSES.text(), causes)
                .put("at", ownFrames(thrown))
                .build();
    }

    private static String messageSuffix(Throwable thrown) {
        return switch (thrown) {
            case IllegalStateException _, ServiceUnavailableException _ ->
                ": " + UntrustedText.toPrintableAscii(String.valueOf(thrown.getMessage()), MAX_MESSAGE_LENGTH);
            default -> "";
        };
    }

    private static List<Json.JsonString> ownFrames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("credits."))
                .limit(MAX_FRAMES)
                .map(frame -> new Json.JsonString(
                        frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber()))
                .toList();
    }
}
