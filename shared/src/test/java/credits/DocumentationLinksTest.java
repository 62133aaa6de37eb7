package credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The links of all pages of this project to its own files, such as those of `docs/architecture.md` to the sources.
class DocumentationLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    void every_link_to_a_file_of_this_project_has_a_target() throws IOException {
        var broken = new TreeSet<String>();
        int links = 0;
        for (var page : pages()) {
            var matcher = LINK.matcher(Files.readString(page));
            while (matcher.find()) {
                var target = matcher.group(1);
                if (target.matches("[a-z]+:.*")) continue;
                links++;
                if (!Files.exists(page.resolveSibling(target).normalize()))
                    broken.add(ROOT.relativize(page) + ": " + target);
            }
        }

        assertThat(links).isGreaterThan(100);
        assertThat(broken).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.find(
                ROOT,
                12,
                (file, _) ->
                        ROOT.relativize(file).toString().matches("(?!(.*/)?(target|node_modules|\\.git)/).*\\.md"))) {
            return files.sorted().toList();
        }
    }
}
