package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// A bug planted into one of our source files: the file is compiled with some of its text replaced. The simulation, one
/// of the rehearsals, or a test of `shared` runs on the result. The replaced text must occur exactly once, or the
/// test fails, so that a mutant never silently matches the real code.
///
/// @param name what is wrong
/// @param file its path below the package `credits`
/// @param edits pairs of a text and its replacement
/// @param run the class whose method `of` runs a seed and throws if it finds the bug
public record Mutant(String name, String file, List<String> edits, Class<?> run) {
    private static final List<String> MODULES = List.of(
            "shared",
            "client",
            "shared/stripe",
            "functions/announce",
            "functions/authorization",
            "functions/debit",
            "functions/invoice",
            "functions/notify",
            "functions/reconcile");

    public static Mutant of(String name, String file, String... edits) {
        return new Mutant(name, file, List.of(edits), LedgerSimulation.class);
    }

    /// This bug, to be found by `rehearsal`.
    public Mutant in(Class<?> rehearsal) {
        return new Mutant(name, file, edits, rehearsal);
    }

    /// The first of this number of seeds on which an invariant does not hold.
    OptionalLong firstFailingSeed(int seeds, Path scratch) throws IOException, ReflectiveOperationException {
        try (var mutantClassLoader = newLoader(compile(scratch))) {
            var seedRun = mutantClassLoader.loadClass(run.getName()).getMethod("of", long.class);
            for (long seed = 0; seed < seeds; seed++) {
                try {
                    var _ = seedRun.invoke(null, seed);
                } catch (InvocationTargetException e) {
                    assertThat(e.getCause())
                            .hasToString("credits.simulation.invariants.InvariantViolationException: "
                                    + requireNonNull(e.getCause()).getMessage());
                    return OptionalLong.of(seed);
                }
            }
        }
        return OptionalLong.empty();
    }

    /// The tests of this class, one of `shared`, that fail with this bug.
    List<String> failingTests(String testClass, Path scratch) throws IOException, ReflectiveOperationException {
        var thread = Thread.currentThread();
        var ownLoader = thread.getContextClassLoader();
        try (var mutantClassLoader = newLoader(compile(scratch))) {
            thread.setContextClassLoader(mutantClassLoader);
            var summary = new SummaryGeneratingListener();
            var tests = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(mutantClassLoader.loadClass(testClass)))
                    .build();
            LauncherFactory.create().execute(tests, summary);
            return summary.getSummary().getFailures().stream()
                    .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                    .toList();
        } finally {
            thread.setContextClassLoader(ownLoader);
        }
    }

    private Path compile(Path scratch) throws IOException {
        var classes = Files.createDirectories(scratch.resolve("classes"));
        var source = Files.writeString(scratch.resolve(Path.of(file).getFileName()), editedSource());
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of(
                    "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
            var messages = new StringWriter();
            var task = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source));
            assertThat(task.call()).as("%s compiles: %s", name, messages).isTrue();
        }
        return classes;
    }

    /// The file with the bug in it.
    String editedSource() throws IOException {
        var text = Files.readString(sourceFile());
        for (int i = 0; i < edits.size(); i += 2) {
            assertThat(text.split(Pattern.quote(edits.get(i)), -1))
                    .as("%s: «%s» occurs once in %s", name, edits.get(i), file)
                    .hasSize(2);
            text = text.replace(edits.get(i), edits.get(i + 1));
        }
        return text;
    }

    private Path sourceFile() {
        return MODULES.stream()
                .map(module -> Path.of("..", module, "src", "main", "java", "credits", file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static MutantClassLoader newLoader(Path classes) {
        var urls = new ArrayList<URL>();
        urls.add(url(classes));
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1))
            urls.add(url(Path.of(entry)));
        return new MutantClassLoader(urls.toArray(new URL[0]));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loads our classes again, the mutant first, and all others from the test's own class loader.
    private static final class MutantClassLoader extends URLClassLoader {
        private MutantClassLoader(URL[] urls) {
            super(urls, Mutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("credits.")) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
