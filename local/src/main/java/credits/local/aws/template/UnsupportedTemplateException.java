package credits.local.template;

/// The template says something that the local run does not understand. The message names the resource and the
/// place.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String place, String reason) {
        super("the template cannot run locally: " + place + ": " + reason);
    }
}
