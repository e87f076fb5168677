package io.regroup.cli.internal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the terminal without asking it. */
final class Terminal {

    /** Where Linux keeps what the error output is connected to. */
    private static final Path ERROR_OUTPUT = Path.of("/proc/self/fd/2");

    private static final int DEFAULT_WIDTH = 120;
    private static final int LEAST_WIDTH = 20;

    private Terminal() {}

    /**
     * Tells whether the error output is a terminal. {@link System#console()} knows only whether the standard input and
     * output both are, so where the system says more, that counts: in {@code regroup … | less} the bar is welcome, in
     * {@code regroup … 2> log} it is not.
     */
    static boolean hasErrorOutput() {
        if (Files.isSymbolicLink(ERROR_OUTPUT)) {
            try {
                String device = Files.readSymbolicLink(ERROR_OUTPUT).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            } catch (IOException _) {
                return false;
            }
        }
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Returns the number of characters in a line, from the variable COLUMNS if the shell passes it on. */
    static int width(Map<String, String> environment) {
        return width(environment.get("COLUMNS"));
    }

    private static int width(@Nullable String columns) {
        if (columns == null) {
            return DEFAULT_WIDTH;
        }
        try {
            return Math.max(LEAST_WIDTH, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException _) {
            return DEFAULT_WIDTH;
        }
    }
}
