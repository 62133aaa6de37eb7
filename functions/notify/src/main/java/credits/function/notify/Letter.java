package credits.function.notify;

/// An e-mail without its address, the same for everybody who is told.
///
/// @param text the whole of it for those who read no HTML
record Letter(String subject, String text, String html) {}
