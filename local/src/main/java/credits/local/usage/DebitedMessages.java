package credits.local.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The outcomes of the newest messages of the usage queue, as the function that books them logs them.
public final class DebitedMessages {
    private static final int MAX_KEPT = 10_000;
    private static final Pattern SETTLED = Pattern.compile("\\{\"message\":\"(?<message>[^\"]+)\",.*"
            + "\"outcome\":(\"booked\",\"debited\":(?<debited>[0-9]+),\"uncovered\":(?<uncovered>[0-9]+)"
            + "|\"(?<already>already_booked)\"|\"invalid\",\"reason\":\"(?<reason>[a-z_]+)\")}");

    private final Map<String, MatchResult> byMessage = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MatchResult> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /// Reads a log line of any function.
    public void read(String line) {
        var settled = SETTLED.matcher(line);
        if (!settled.find()) return;
        synchronized (byMessage) {
            byMessage.put(settled.group("message"), settled.toMatchResult());
            byMessage.notifyAll();
        }
    }

    /// Waits until the message is settled, until `deadlineNanos` by [System#nanoTime()]; empty if it is not by then.
    Optional<MatchResult> await(String messageId, long deadlineNanos) throws InterruptedException {
        synchronized (byMessage) {
            while (!byMessage.containsKey(messageId)) {
                long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
                if (millis <= 0) return Optional.empty();
                byMessage.wait(millis);
            }
            return Optional.ofNullable(byMessage.get(messageId));
        }
    }
}
