package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.DataAccessException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one or two lines and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler, IExecutionStrategy {

    private static final int MOST_LINES = 2;

    /** picocli leaves errors alone; to a user they are failures like others. */
    @Override
    public int execute(ParseResult parseResult) {
        try {
            return new RunLast().execute(parseResult);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return report(e, parseResult.commandSpec().commandLine());
        }
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("regroup: " + lines(describe(e)));
        String help = "See `" + command.getCommandSpec().qualifiedName() + " --help`.";
        List<String> suggestions = suggestions(e);
        err.println(suggestions.isEmpty() ? help : "Did you mean " + String.join(", ", suggestions) + "? " + help);
        err.flush();
        return ExitCode.USAGE;
    }

    /** picocli takes what is near for options only; for commands it lists them all. */
    private static List<String> suggestions(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return List.of();
        }
        return unmatched.isUnknownOption()
                ? unmatched.getSuggestions()
                : NameSuggestions.nearest(
                                unmatched.getUnmatched().get(0),
                                e.getCommandLine().getSubcommands().keySet())
                        .stream()
                        .toList();
    }

    private static String describe(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(e.getMessage());
        }
        boolean topLevel = e.getCommandLine().getParent() == null;
        String what = unmatched.isUnknownOption() ? "option" : topLevel ? "command" : "argument";
        return "unknown " + what + " " + unmatched.getUnmatched().get(0);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parseResult) {
        return report(e, command);
    }

    private static int report(Throwable problem, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("regroup: " + lines(describe(problem)));
        if (command.getCommandSpec().root().userObject() instanceof RegroupCommand root && root.debug()) {
            problem.printStackTrace(err);
        }
        err.flush();
        return problem instanceof InvalidArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static String describe(Throwable problem) {
        return switch (problem) {
            case InvalidArgumentException e -> String.valueOf(e.getMessage());
            case DataAccessException e -> String.valueOf(e.getMessage());
            case OutOfMemoryError _ ->
                "not enough memory (the limit is "
                        + Runtime.getRuntime().maxMemory() / (1 << 20)
                        + " MiB); allow more with REGROUP_JAVA_OPTS=-Xmx8g, or select fewer rows with --where";
            default -> "unexpected " + problem + "\nThis is a bug in Regroup or a plug-in; --debug shows where.";
        };
    }

    /** Messages of libraries can be long; the user gets the beginning, --debug shows the rest. */
    private static String lines(String message) {
        return String.join(
                System.lineSeparator(),
                message.lines()
                        .filter(line -> !line.isBlank())
                        .limit(MOST_LINES)
                        .toList());
    }
}
