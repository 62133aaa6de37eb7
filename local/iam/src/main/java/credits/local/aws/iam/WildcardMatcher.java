package credits.local.aws.iam;

import java.util.List;

/// Matches IAM patterns: `*` stands for any text, `?` for any one character.
final class WildcardMatcher {
    private static final int ARN_PART_COUNT = 6;

    private WildcardMatcher() {}

    /// Scans both texts once and backtracks only to the last `*`, so that no pattern is slow.
    static boolean matches(String pattern, String text) {
        int patternIndex = 0;
        int textIndex = 0;
        int starIndex = -1;
        int starTextIndex = 0;
        while (textIndex < text.length()) {
            if (patternIndex < pattern.length() && pattern.charAt(patternIndex) == '*') {
                starIndex = patternIndex++;
                starTextIndex = textIndex;
            } else if (patternIndex < pattern.length()
                    && (pattern.charAt(patternIndex) == '?'
                            || pattern.charAt(patternIndex) == text.charAt(textIndex))) {
                patternIndex++;
                textIndex++;
            } else if (starIndex >= 0) {
                patternIndex = starIndex + 1;
                textIndex = ++starTextIndex;
            } else {
                return false;
            }
        }
        return pattern.chars().skip(patternIndex).allMatch(character -> character == '*');
    }

    /// Matches ARNs part by part, so that `*` does not match across a colon, except in the last part.
    static boolean matchesArn(String pattern, String arn) {
        var expected = parts(pattern);
        var actual = parts(arn);
        if (expected.size() != actual.size()) return false;
        for (int part = 0; part < expected.size(); part++)
            if (!matches(expected.get(part), actual.get(part))) return false;
        return true;
    }

    private static List<String> parts(String arn) {
        return List.of(arn.split(":", ARN_PART_COUNT));
    }
}
