package credits.function.notify;

/// An e-mail without its recipient, the same for all recipients.
///
/// @param text the complete e-mail as plain text
record Letter(String subject, String text, String html) {}
