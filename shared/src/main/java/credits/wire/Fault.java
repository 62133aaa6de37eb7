package credits.wire;

import credits.ledger.Unavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An exception in the form in which it is logged: its type and origin, and never any input.
public final class Fault {
    private static final int MOST_CAUSES = 5;
    private static final int MOST_FRAMES = 8;
    private static final int LONGEST_MESSAGE = 300;

    private Fault() {}

    /// Returns the classes of `thrown` and of its causes, with the stack frames of our own code. Only messages that we
    /// wrote are included, since others may contain input.
    public static Json.Members json(Throwable thrown) {
        var causes = new ArrayList<Json>();
        var cause = thrown;
        while (cause != null && causes.size() < MOST_CAUSES) {
            causes.add(new Json.Text(cause.getClass().getName() + message(cause)));
            cause = cause.getCause();
        }
        return Json.object().put("causes", causes).put("at", frames(thrown)).end();
    }

    private static String message(Throwable thrown) {
        return switch (thrown) {
            case IllegalStateException _, Unavailable _ ->
                ": " + Utf8.quotable(String.valueOf(thrown.getMessage()), LONGEST_MESSAGE);
            default -> "";
        };
    }

    private static List<Json.Text> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("credits."))
                .limit(MOST_FRAMES)
                .map(frame ->
                        new Json.Text(frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber()))
                .toList();
    }
}
