package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.DataAccessException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {

    private final StringWriter err = new StringWriter();

    @Command(name = "fail")
    static final class FailingCommand implements Callable<Integer> {

        private final Throwable problem;

        FailingCommand(Throwable problem) {
            this.problem = problem;
        }

        @Override
        public Integer call() throws Exception {
            if (problem instanceof Error error) {
                throw error;
            }
            throw (Exception) problem;
        }
    }

    private int run(Throwable problem, String... more) {
        CommandLine command = RegroupCommand.commandLine();
        command.addSubcommand(new FailingCommand(problem));
        Failures failures = new Failures();
        command.setExecutionStrategy(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err));
        String[] arguments = new String[more.length + 1];
        System.arraycopy(more, 0, arguments, 0, more.length);
        arguments[more.length] = "fail";
        return command.execute(arguments);
    }

    @Test
    void badArgumentIsBadUsage() {
        assertThat(run(new InvalidArgumentException("threads: expected at least 1, got 0")))
                .isEqualTo(2);
        assertThat(err).hasToString("regroup: threads: expected at least 1, got 0\n");
    }

    @Test
    void dataThatCannotBeReadIsAFailure() {
        assertThat(run(new DataAccessException("input a.csv: line 7 is broken\n\nline seven\nand more\nand more")))
                .isEqualTo(1);
        assertThat(err).hasToString("regroup: input a.csv: line 7 is broken\nline seven\n");
    }

    @Test
    void surpriseIsOwnedUpTo() {
        assertThat(run(new IllegalStateException("oops"))).isEqualTo(1);
        assertThat(err)
                .hasToString("regroup: unexpected java.lang.IllegalStateException: oops\n"
                        + "This is a bug in Regroup or a plug-in; --debug shows where.\n");
    }

    @Test
    void debugShowsTheStack() {
        assertThat(run(new NoClassDefFoundError("a/B"), "--debug")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("regroup: unexpected java.lang.NoClassDefFoundError: a/B\n")
                .contains("FailuresTest.debugShowsTheStack(");
    }

    @Test
    void tooLittleMemorySaysHowToGiveMore() {
        assertThat(run(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("regroup: not enough memory (the limit is ")
                .endsWith("allow more with REGROUP_JAVA_OPTS=-Xmx8g, or select fewer rows with --where\n")
                .doesNotContain("\tat ");
    }
}
