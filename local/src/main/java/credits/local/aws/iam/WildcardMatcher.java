package credits.local.access;

import java.util.List;

/// IAM's patterns: `*` is any text, `?` any one character.
final class Wildcards {
    private static final int ARN_PARTS = 6;

    private Wildcards() {}

    /// Walks through both texts once and goes back to the last `*` alone, so that no pattern makes it slow.
    static boolean match(String pattern, String text) {
        int at = 0;
        int here = 0;
        int star = -1;
        int behindStar = 0;
        while (here < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                behindStar = here;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(here))) {
                at++;
                here++;
            } else if (star >= 0) {
                at = star + 1;
                here = ++behindStar;
            } else {
                return false;
            }
        }
        return pattern.chars().skip(at).allMatch(character -> character == '*');
    }

    /// Part by part of the ARN, so that no `*` reaches over a colon, but in the last part.
    static boolean matchArn(String pattern, String arn) {
        var wanted = parts(pattern);
        var given = parts(arn);
        if (wanted.size() != given.size()) return false;
        for (int part = 0; part < wanted.size(); part++) if (!match(wanted.get(part), given.get(part))) return false;
        return true;
    }

    private static List<String> parts(String arn) {
        return List.of(arn.split(":", ARN_PARTS));
    }
}
