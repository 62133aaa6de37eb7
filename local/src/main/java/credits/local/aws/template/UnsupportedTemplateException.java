package credits.local.aws.template;

/// The template says something that the local run does not understand. The message names the resource and the
/// place.
public final class UnsupportedTemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedTemplateException(String location, String reason) {
        super("the template cannot run locally: " + location + ": " + reason);
    }
}
