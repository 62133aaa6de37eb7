package credits.client;

/// Hears of every report that was recorded and is not known to be sent: keep it, and put its body on the queue
/// again later, unchanged, in the message group of its organisation. Sending one that had arrived after all does no
/// harm.
///
/// Called by the thread that sends, or by the one that closes, and never with that thread interrupted; whatever it
/// throws is logged, and the next report is handed over.
@FunctionalInterface
public interface Unsent {
    /// Takes a report that is not known to be sent.
    ///
    /// @param detail what was said last, for people
    void accept(Report report, Reason reason, String detail);

    /// Why it was given up.
    enum Reason {
        /// The queue said that it will never take it.
        REFUSED,
        /// It was not taken in all the time that the settings give.
        GAVE_UP,
        /// [Usage] was closed, and its time was over.
        CLOSED,
        /// The sending thread ended with an error.
        BROKEN
    }
}
