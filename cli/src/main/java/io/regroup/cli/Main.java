package io.regroup.cli;

import io.regroup.cli.internal.RegroupCommand;
import io.regroup.cli.internal.StandardOutput;

/**
 * The {@code regroup} command: fits one model per group of the rows of a file.
 *
 * <p>Exit codes: 0 done; 1 failed, for instance because a file cannot be read; 2 bad usage, such as an unknown option or
 * column. An error is one or two lines on the error output, a stack trace only with {@code --debug}.
 */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments as {@code regroup --help} explains
     */
    public static void main(String[] arguments) {
        StandardOutput output = new StandardOutput();
        int code = RegroupCommand.commandLine().setOut(output.writer()).execute(arguments);
        System.exit(output.exitCode(code));
    }
}
