package credits.local.aws.template;

/// The template contains something that the local run does not support. The message names the resource
/// and the property.
public final class UnsupportedTemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedTemplateException(String location, String reason) {
        super("The template is not supported by the local run: " + location + ": " + reason);
    }
}
