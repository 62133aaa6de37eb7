package credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Conventions that hold for the Java sources of all modules, read as text.
class SourceConventionsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MAX_FILE_LINES = 250;
    private static final int MAX_PACKAGE_FILES = 25;
    private static final Pattern EXCEPTION =
            Pattern.compile("class (\\w+)(?:<[^>]*>)?\\s+extends\\s+\\w*(?:Exception|Error|Throwable)\\b");

    /// Files that are longer because each is one subject, and its parts read best together. Remove a file when
    /// it has shrunk.
    private static final TreeSet<String> LONG_FILES = new TreeSet<>(List.of(
            "Account",
            "CodecRoundTripTest",
            "DebitHandlerTest",
            "HoldInterleavingsTest",
            "IamEnforcementTest",
            "InMemoryStoreTest",
            "LocalSystem",
            "Problem",
            "ReferenceAccount",
            "SqsPollerTest",
            "UsageReporterTest"));

    @Test
    void no_two_top_level_types_share_a_simple_name() throws IOException {
        var places = new TreeMap<String, List<String>>();
        for (var source : mainSources()) {
            var name = nameOf(source);
            if (name.equals("package-info") || name.equals("Wiring")) continue; // each function has its own Wiring
            places.merge(name, List.of(relative(source)), SourceConventionsTest::joined);
        }

        assertThat(places.entrySet().stream().filter(entry -> entry.getValue().size() > 1))
                .isEmpty();
    }

    @Test
    void exceptions_end_in_Exception() throws IOException {
        var others = new TreeSet<String>();
        for (var source : sources()) {
            var matcher = EXCEPTION.matcher(Files.readString(source));
            while (matcher.find()) if (!matcher.group(1).matches(".*(Exception|Error)")) others.add(matcher.group(1));
        }

        // A simulated crash is an Error, so that no code handles it.
        assertThat(others).containsExactly("SimulatedCrash", "WorkerCrash");
    }

    @Test
    void files_have_at_most_250_lines() throws IOException {
        var longFiles = new TreeSet<String>();
        for (var source : sources())
            if (Files.readAllLines(source).size() > MAX_FILE_LINES) longFiles.add(nameOf(source));

        assertThat(longFiles).isEqualTo(LONG_FILES);
    }

    @Test
    void packages_of_shared_have_at_most_25_files_and_each_package_a_package_info() throws IOException {
        var packages = mainSources().stream().collect(Collectors.groupingBy(Path::getParent));

        assertThat(packages).allSatisfy((folder, files) -> {
            if (relative(folder).startsWith("shared/src/"))
                assertThat(files).hasSizeLessThanOrEqualTo(MAX_PACKAGE_FILES + 1);
            assertThat(folder.resolve("package-info.java")).exists();
        });
    }

    private static List<Path> mainSources() throws IOException {
        return sources().stream()
                .filter(source -> relative(source).contains("src/main/java/"))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (file, _) -> relative(file).matches("(?!.*(target|node_modules)/).*src/(main|test)/java/.*\\.java"))) {
            return files.sorted().toList();
        }
    }

    private static String relative(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static String nameOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
