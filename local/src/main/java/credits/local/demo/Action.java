package credits.local.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Something that happened to a demo organisation. Steps come in the order of their times.
public sealed interface Step {
    /// An operator of the platform gave credits.
    ///
    /// @param key the `Idempotency-Key` of the call
    /// @param amount in EUR, such as `150.00`
    record Credits(Instant at, String key, String amount, String reason) implements Step {}

    /// An owner set both limits.
    record Limits(Instant at, String owner, String alertThreshold, String allowedLimit) implements Step {}

    /// Days and months began to be kept in this time zone.
    record TimeZone(Instant at, ZoneId zone) implements Step {}

    /// Features reported usage, in one batch of the queue.
    ///
    /// @param messages one to ten, in the order of the queue
    record Usage(List<Message> messages) implements Step {
        public Usage {
            messages = List.copyOf(messages);
        }
    }

    /// A message on the usage queue.
    ///
    /// @param sentAt when the queue took it
    /// @param lines how many lines its report has
    record Message(Instant sentAt, String body, int lines) {}
}
