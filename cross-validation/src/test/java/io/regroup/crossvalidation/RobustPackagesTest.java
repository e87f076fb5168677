package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** M-estimators beside R's MASS and statsmodels: three groups, two features, with and without weights. */
@EveryEngine
@Tag("kernels")
class RobustPackagesTest {

    private static final double TOLERANCE = 1e-8;

    @Parameter
    EngineUnderTest engine;

    @Test
    void coefficientsScalesAndErrorsAreThoseOfBothPackages() throws IOException {
        List<String[]> lines = lines();
        Table table = table(lines.stream().filter(line -> line[0].equals("row")).toList());
        List<String[]> answers =
                lines.stream().filter(line -> !line[0].equals("row")).toList();
        assertThat(answers).hasSize(36);
        for (String[] answer : answers) {
            FitResult result = engine.fit(
                    table,
                    FitSpec.groupBy("g")
                            .targets("y")
                            .features("x1", "x2")
                            .weight(answer[2].equals("weighted") ? "w" : null)
                            .fitter(answer[1])
                            .fitterOption("convention", answer[0])
                            .build());
            check(result, answer);
        }
    }

    private static void check(FitResult result, String[] answer) {
        int group = result.groups().column("g").get(0).equals(answer[3])
                ? 0
                : result.groups().column("g").get(1).equals(answer[3]) ? 1 : 2;
        String what = String.join(" ", List.of(answer).subList(0, 4));
        assertThat(result.status("y", group)).as(what).isEqualTo(FitStatus.OK);
        assertClose(value(result, "y_fit_scale", group), Double.parseDouble(answer[4]), TOLERANCE, what + " scale");
        for (int term = 0; term < 3; term++) {
            String name = "y_fit_beta" + term;
            double coefficient = Double.parseDouble(answer[5 + 2 * term]);
            assertClose(value(result, name, group), coefficient, TOLERANCE, what + " " + name);
            double error = Double.parseDouble(answer[6 + 2 * term]);
            if (!Double.isNaN(error)) {
                assertClose(value(result, name + "_err", group), error, TOLERANCE, what + " error of " + name);
            }
        }
    }

    private static List<String[]> lines() throws IOException {
        try (var stream = RobustPackagesTest.class.getResourceAsStream("/rlm.csv")) {
            return Stream.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .toList();
        }
    }

    private static Table table(List<String[]> rows) {
        Table.Builder table =
                Table.builder().column("g", rows.stream().map(row -> row[1]).toArray(String[]::new));
        String[] names = {"y", "x1", "x2", "w"};
        for (int c = 0; c < names.length; c++) {
            int cell = c + 2;
            table.column(
                    names[c],
                    rows.stream()
                            .mapToDouble(row -> Double.parseDouble(row[cell]))
                            .toArray());
        }
        return table.build();
    }
}
