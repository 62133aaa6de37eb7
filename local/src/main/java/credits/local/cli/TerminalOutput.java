package credits.local.cli;

import java.io.PrintStream;

/// What the person at the terminal sees.
public record TerminalOutput(PrintStream out, boolean isVerbose) {
    /// One step of the start and how it went.
    public void step(String name, String detail) {
        out.printf("  %-14s %s%n", name, detail);
    }

    public void print(String line) {
        out.println(line);
    }

    /// A function's own log, for those who asked for it.
    public void log(String line) {
        if (isVerbose) out.println(line);
    }

    /// A function was refused what its role does not allow.
    public void denied(String message) {
        out.println("! " + message);
    }

    /// Something failed while running: one line, and the whole of it for those who asked.
    public void failure(Throwable failure) {
        out.println("! " + failure.getMessage());
        if (isVerbose) failure.printStackTrace(out);
    }
}
