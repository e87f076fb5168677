package io.regroup.bench;

/**
 * The {@code regroup bench} command: measures Regroup's engines and their peers on the same rows, in one process.
 *
 * <p>Exit codes: 0 done; 1 failed; 2 bad usage.
 */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments as {@code regroup bench --help} explains
     */
    public static void main(String[] arguments) {
        // figures are drawn without a screen
        System.setProperty("java.awt.headless", "true");
        System.exit(BenchCommand.commandLine().execute(arguments));
    }
}
