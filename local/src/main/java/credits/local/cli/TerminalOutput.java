package credits.local;

import java.io.PrintStream;

/// What the person at the terminal sees.
record Console(PrintStream out, boolean verbose) {
    /// One step of the start and how it went.
    void step(String name, String detail) {
        out.printf("  %-14s %s%n", name, detail);
    }

    void say(String line) {
        out.println(line);
    }

    /// A function's own log, for those who asked for it.
    void log(String line) {
        if (verbose) out.println(line);
    }

    /// A function was refused what its role does not allow.
    void refused(String message) {
        out.println("! " + message);
    }

    /// Something failed while running: one line, and the whole of it for those who asked.
    void fault(Throwable fault) {
        out.println("! " + fault.getMessage());
        if (verbose) fault.printStackTrace(out);
    }
}
