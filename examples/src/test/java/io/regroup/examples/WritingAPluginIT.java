package io.regroup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.examples.Outsider.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows docs/writing-a-plugin.md to the letter gets a plug-in that keeps the contract and runs. */
class WritingAPluginIT {

    private static final Path GUIDE = Path.of("..", "docs", "writing-a-plugin.md");
    private static final Path LIB = Path.of("..", "cli", "target", "regroup", "lib");

    /** A paragraph that begins with the name of a file has that file in the next listing. */
    private static final Pattern FILE = Pattern.compile("(?m)^`(pom\\.xml|src/[^`]+)`");

    private static final String FENCE = "```";

    @TempDir
    Path dir;

    private static Map<String, String> files() throws IOException {
        String guide = Files.readString(GUIDE);
        Map<String, String> files = new LinkedHashMap<>();
        Matcher matcher = FILE.matcher(guide);
        while (matcher.find()) {
            int start = guide.indexOf('\n', guide.indexOf(FENCE, matcher.end())) + 1;
            files.put(matcher.group(1), guide.substring(start, guide.indexOf(FENCE, start)));
        }
        return files;
    }

    @Test
    void listingsMakeAPluginThatKeepsTheContractAndRuns() throws IOException, InterruptedException {
        Map<String, String> files = files();
        assertThat(files).hasSize(6);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = dir.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }

        Outcome verified = Outsider.maven(dir, "verify");

        assertThat(verified.code()).as(verified.all()).isZero();
        assertThat(verified.warnings()).isEmpty();
        assertThat(Files.readString(dir.resolve("target/surefire-reports/com.example.wald.WaldFitterContractTest.txt")))
                .containsPattern("Tests run: [1-9]\\d*, Failures: 0, Errors: 0");

        Outcome listed = regroup("plugins", "--plugin-path", "target");
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out())
                .containsPattern(
                        "(?m)^wald +fitter +target/wald-fitter-1\\.0\\.0\\.jar \\(module com\\.example\\.wald\\) ")
                .doesNotContain("problem");

        Files.writeString(dir.resolve("hits.csv"), "sector,x,dy\n7,0,1\n7,2,3\n7,4,5\n7,6,10\n7,8,14\n");
        Outcome fitted = regroup(
                "fit",
                "hits.csv",
                "--plugin-path",
                "target",
                "--fitter",
                "wald",
                "--group-by",
                "sector",
                "--target",
                "dy",
                "--feature",
                "x");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        // centres (2, 3) and (7, 12)
        assertThat(fitted.out()).containsPattern("(?m)^ +7 +5 +-0\\.60+ +1\\.80+ ");
    }

    private Outcome regroup(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-p",
                LIB.toAbsolutePath().toString(),
                "-m",
                "io.regroup.cli/io.regroup.cli.Main"));
        words.addAll(List.of(arguments));
        return Outsider.jdk(dir, "java", words.toArray(String[]::new));
    }
}
