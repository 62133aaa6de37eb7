package credits.infrastructure;

import credits.http.ApiPermission;
import credits.identity.EmailAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.constructs.Node;

/// Reads one section of `cdk.json`'s context key by key. Every error is one sentence that names the full key.
final class SettingsReader {
    // Excludes the separators of roles and permissions in the functions' environment variables.
    private static final Pattern TEXT_PATTERN = Pattern.compile("[0-9A-Za-z_.:/-]+");
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][0-9a-z-]{0,15}");

    private final String pathPrefix;
    private final Function<String, @Nullable Object> values;
    private final Set<String> presentKeys;
    private final Set<String> readKeys = new HashSet<>();

    private SettingsReader(String pathPrefix, Function<String, @Nullable Object> values, Set<String> presentKeys) {
        this.pathPrefix = pathPrefix;
        this.values = values;
        this.presentKeys = presentKeys;
    }

    static SettingsReader rootOf(Node app) {
        return new SettingsReader("", app::tryGetContext, Set.of());
    }

    SettingsReader section(String key) {
        var section = objectValue(key);
        return new SettingsReader(pathOf(key) + ".", section::get, section.keySet());
    }

    /// A section whose keys are names, possibly none.
    SettingsReader namedSections(String key) {
        if (requiredValue(key) instanceof Map<?, ?> names && names.isEmpty())
            return new SettingsReader(pathOf(key) + ".", _ -> null, Set.of());
        return section(key);
    }

    /// The keys of the section.
    Set<String> names() {
        return presentKeys;
    }

    String text(String key) {
        return text(pathOf(key), requiredValue(key));
    }

    /// The name of a stage. Resources have it in their names, and some of these may have 64 characters only.
    String stageName(String key) {
        var name = text(key);
        if (STAGE_NAME.matcher(name).matches()) return name;
        throw new InvalidSettingsException(
                pathOf(key) + " must be a name of at most 16 lower-case letters, digits and hyphens.");
    }

    /// Text for people: any characters, possibly empty.
    String freeText(String key) {
        if (requiredValue(key) instanceof String text) return text;
        throw new InvalidSettingsException(pathOf(key) + " must be text; it may be empty.");
    }

    List<String> textList(String key) {
        return textList(pathOf(key), requiredValue(key));
    }

    Map<String, List<String>> textListsByName(String key) {
        var texts = new TreeMap<String, List<String>>();
        objectValue(key)
                .forEach(
                        (name, value) -> texts.put(text(pathOf(key), name), textList(pathOf(key) + "." + name, value)));
        return texts;
    }

    /// Lists of permissions by role name.
    Map<String, List<String>> permissionsByName(String key) {
        var permissions = textListsByName(key);
        permissions.forEach((name, each) -> {
            if (!each.stream().allMatch(text -> ApiPermission.parse(text).isPresent()))
                throw new InvalidSettingsException(
                        "%s.%s must be permissions such as usage:read.".formatted(pathOf(key), name));
        });
        return permissions;
    }

    /// Distinct texts of a format, possibly none.
    ///
    /// @param name what they are, in the plural
    List<String> distinctTexts(String key, String format, String name) {
        if (requiredValue(key) instanceof List<?> list
                && list.stream().allMatch(each -> each instanceof String text && text.matches(format))
                && list.stream().distinct().count() == list.size())
            return list.stream().map(String::valueOf).toList();
        throw new InvalidSettingsException(pathOf(key) + " must be a list of different " + name + ", possibly empty.");
    }

    URI httpsAddress(String key) {
        try {
            var address = new URI(String.valueOf(requiredValue(key)));
            if ("https".equals(address.getScheme()) && address.getHost() != null) return address;
        } catch (URISyntaxException e) {
            // Rejected below, like any other text that is not a URL.
        }
        throw new InvalidSettingsException(pathOf(key) + " must be a URL that begins with https://.");
    }

    /// The address of an OpenID provider, or the word for a user pool.
    String issuer(String key) {
        if (CognitoUserPool.ISSUER.equals(requiredValue(key))) return CognitoUserPool.ISSUER;
        return httpsAddress(key).toString();
    }

    ZoneId timeZone(String key) {
        try {
            return ZoneId.of(text(key));
        } catch (DateTimeException e) {
            throw new InvalidSettingsException(pathOf(key) + " must be an IANA time zone such as Europe/Rome.");
        }
    }

    /// The ARN of a certificate that CloudFront accepts, or `cloudfront` for its own.
    String certificate(String key) {
        var text = text(key);
        if (text.equals("cloudfront") || text.startsWith("arn:aws:acm:us-east-1:")) return text;
        throw new InvalidSettingsException(
                pathOf(key) + " must be cloudfront or the ARN of a certificate in us-east-1.");
    }

    /// Text that matches a pattern, or `none`.
    ///
    /// @param expected what it must be, for the message
    Optional<String> optionalText(String key, String pattern, String expected) {
        var text = text(key);
        if (text.equals("none")) return Optional.empty();
        if (text.matches(pattern)) return Optional.of(text);
        throw new InvalidSettingsException(pathOf(key) + " must be none or " + expected + ".");
    }

    int wholeNumber(String key, int minimum, int maximum) {
        if (requiredValue(key) instanceof Integer number && minimum <= number && number <= maximum) return number;
        throw new InvalidSettingsException(
                "%s must be a whole number from %d to %d.".formatted(pathOf(key), minimum, maximum));
    }

    /// Whole numbers in ascending order without duplicates.
    List<Integer> risingNumbers(String key, int minimum, int maximum) {
        var numbers = new ArrayList<Integer>();
        if (requiredValue(key) instanceof List<?> list) {
            for (var each : list) {
                int lowest = numbers.isEmpty() ? minimum : numbers.getLast() + 1;
                if (!(each instanceof Integer number) || number < lowest || number > maximum)
                    return failNumbers(key, minimum, maximum);
                numbers.add(number);
            }
        }
        return numbers.isEmpty() ? failNumbers(key, minimum, maximum) : numbers;
    }

    private List<Integer> failNumbers(String key, int minimum, int maximum) {
        throw new InvalidSettingsException(
                "%s must be a list of ascending whole numbers from %d to %d.".formatted(pathOf(key), minimum, maximum));
    }

    EmailAddress emailAddress(String key) {
        try {
            return new EmailAddress(String.valueOf(requiredValue(key)));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(pathOf(key) + " must be an e-mail address.");
        }
    }

    boolean bool(String key) {
        if (requiredValue(key) instanceof Boolean truth) return truth;
        throw new InvalidSettingsException(pathOf(key) + " must be true or false.");
    }

    /// Whether the command line switches something on.
    boolean flag(String key) {
        return Boolean.TRUE.equals(values.apply(key));
    }

    <E extends Enum<E>> E enumValue(String key, Class<E> names) {
        var text = text(key);
        return Arrays.stream(names.getEnumConstants())
                .filter(name -> name.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingsException("%s must be a name of %s such as %s."
                        .formatted(pathOf(key), names.getSimpleName(), names.getEnumConstants()[0])));
    }

    /// Rejects the section if it contains a key that has not been read.
    void rejectUnknownKeys() {
        var others = new TreeSet<>(presentKeys);
        others.removeAll(readKeys);
        if (!others.isEmpty())
            throw new InvalidSettingsException(pathOf(others.first()) + " in cdk.json is not a known setting.");
    }

    private Object requiredValue(String key) {
        readKeys.add(key);
        var value = values.apply(key);
        if (value == null) throw new InvalidSettingsException(pathOf(key) + " is missing in cdk.json.");
        return value;
    }

    private Map<String, Object> objectValue(String key) {
        if (!(requiredValue(key) instanceof Map<?, ?> section) || section.isEmpty())
            throw new InvalidSettingsException(pathOf(key) + " must be a non-empty object.");
        var byName = new TreeMap<String, Object>();
        section.forEach((name, value) -> byName.put(String.valueOf(name), value));
        return byName;
    }

    private static List<String> textList(String path, Object value) {
        if (value instanceof List<?> list && !list.isEmpty())
            return list.stream().map(each -> text(path, each)).toList();
        throw new InvalidSettingsException(path + " must be a non-empty list.");
    }

    private static String text(String path, Object value) {
        if (value instanceof String text && TEXT_PATTERN.matcher(text).matches()) return text;
        throw new InvalidSettingsException(path + " must be text of letters, digits and _.:/- only.");
    }

    String pathOf(String key) {
        return pathPrefix + key;
    }
}
