package credits.local.cli;

import java.io.PrintStream;

/// The output on the terminal.
public record TerminalOutput(PrintStream out, boolean isVerbose) {
    /// Prints one step of the start and its result.
    public void step(String name, String detail) {
        out.printf("  %-14s %s%n", name, detail);
    }

    public void print(String line) {
        out.println(line);
    }

    /// Prints a function's log line, if verbose.
    public void log(String line) {
        if (isVerbose) out.println(line);
    }

    /// Prints that IAM denied a function's call.
    public void denied(String message) {
        out.println("! " + message);
    }

    /// Prints a failure in one line, with its stack trace if verbose.
    public void failure(Throwable failure) {
        out.println("! " + failure.getMessage());
        if (isVerbose) failure.printStackTrace(out);
    }
}
