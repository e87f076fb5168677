package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README and documents tell the truth: the example compiles and runs, commands give their output. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path dir;

    private static String block(String document, String language) throws IOException {
        String readme = Files.readString(ROOT.resolve(document));
        int start = readme.indexOf("```" + language + "\n") + language.length() + 4;
        return readme.substring(start, readme.indexOf("```", start));
    }

    @Test
    void libraryExampleIsTheOneThatIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/regroup/cli/ReadmeExample.java"));
        String body = source.split("// README\n")[1];
        assertThat(block("README.md", "java")).isEqualTo(body.stripIndent().stripTrailing() + "\n");
    }

    @Test
    void libraryExampleRuns() {
        int rows = 50;
        int[] sectors = new int[rows];
        double[] x = new double[rows];
        double[] dy = new double[rows];
        double[] w = new double[rows];
        for (int i = 0; i < rows; i++) {
            sectors[i] = i % 2;
            x[i] = i;
            dy[i] = 3 + (1 + i % 2) * x[i];
            w[i] = 1;
        }
        ReadmeExample.Outcome outcome = ReadmeExample.run(sectors, x, dy, w);
        assertThat(outcome.slopes()).containsExactly(1, 2);
        assertThat(outcome.errors()).containsExactly(0, 0);
        assertThat(outcome.first()).isEqualTo(FitStatus.OK);
        assertThat(outcome.robust()).containsExactly(1, 2);
    }

    /** A line of three dots stands for any lines. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/validation.md", "docs/encoder.md"})
    void commandLineExamplesGiveTheirOutput(String document) throws IOException {
        assertThat(Cli.run("demo", "--dir", dir).code()).isZero();
        List<String> examples = Arrays.stream(block(document, "console").split("(?m)^\\$ "))
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            List<String> lines = new ArrayList<>(example.lines().toList());
            String command = lines.removeFirst();
            assertThat(command).startsWith("./regroup ");
            Cli.Outcome outcome = Cli.run(words(command.substring("./regroup ".length())));
            assertThat(outcome.code()).as(outcome.err()).isZero();
            String pattern = comparable(lines).stream()
                    .map(line -> line.equals("…") ? "(.*\n)*" : Pattern.quote(line + "\n"))
                    .collect(Collectors.joining());
            String out = comparable(outcome.out().lines().toList()).stream()
                    .map(line -> line.replace(dir.toString(), "regroup-demo") + "\n")
                    .collect(Collectors.joining());
            assertThat(out).as(command).matches(pattern);
        }
    }

    private Object[] words(String command) {
        List<Object> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            words.add(word.replace("regroup-demo", dir.toString()));
        }
        return words.toArray();
    }

    /** Times and the number of processors are the machine's. */
    private static List<String> comparable(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("time ") && !line.startsWith("threads "))
                .map(line -> line.startsWith("reference ") ? line.replaceFirst(", [\\d.]+ s$", "") : line)
                .toList();
    }
}
