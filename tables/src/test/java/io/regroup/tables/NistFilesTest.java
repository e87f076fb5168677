package io.regroup.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The NIST linear sets from their files, with features as expressions, sets of one shape in one call. Needs the data set
 * folder beside the project and is skipped without it; {@code NistLinearTest} has the same numbers inside.
 */
class NistFilesTest {

    private static final Path DATA = Path.of("..", "..", "shared", "data", "nist-strd", "linear");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "norris, 1, true, 11",
        "pontius, 2, true, 11",
        "filip, 10, true, 7.5",
        "longley, 6, true, 11",
        "wampler1 wampler2 wampler3 wampler4 wampler5, 5, true, 11",
        "noint1 noint2, 1, false, 11"
    })
    void certifiedDigitsAreReached(String sets, int features, boolean intercept, double digits) throws IOException {
        assumeTrue(Files.isDirectory(DATA), "NIST data sets are not beside the project");
        List<String> names = List.of(sets.split(" "));
        String union = names.stream()
                .map(set -> "SELECT '" + set + "' AS set, * FROM read_csv('" + DATA.resolve(set + ".csv") + "')")
                .collect(Collectors.joining(" UNION ALL BY NAME "));
        boolean powers = !sets.equals("longley");
        TableSource.Builder builder = TableSource.sql(union);
        String[] columns = new String[features];
        for (int k = 1; k <= features; k++) {
            columns[k - 1] = powers && k == 1 ? "x" : "x" + k;
            if (powers && k > 1) {
                builder.computed(columns[k - 1], "x" + "*x".repeat(k - 1));
            }
        }
        try (TableSource source = builder.open()) {
            FitResult result = Regroup.fit(
                    source,
                    FitSpec.groupBy("set")
                            .targets("y")
                            .features(columns)
                            .intercept(intercept)
                            .minRows(1)
                            .build());
            for (String line : Files.readAllLines(DATA.resolve("certified.csv"))) {
                String[] cells = line.split(",");
                if (names.contains(cells[0])) {
                    check(result.groups(), cells, digits);
                }
            }
        }
    }

    private static void check(Table groups, String[] certified, double digits) {
        int row = IntStream.range(0, groups.rowCount())
                .filter(i -> certified[0].equals(groups.column("set").get(i)))
                .findFirst()
                .orElseThrow();
        String beta = "y_fit_beta" + certified[1];
        List<String> columns = Arrays.asList(beta, beta + "_err", "y_fit_rms", "y_fit_r2");
        for (int c = 0; c < columns.size(); c++) {
            double exact = Double.parseDouble(certified[2 + c]);
            double got = groups.doubles(columns.get(c))[row];
            double error = Math.abs(got - exact) / (exact == 0 ? 1 : Math.abs(exact));
            assertThat(error)
                    .as("%s of %s: got %s, certified %s", columns.get(c), certified[0], got, exact)
                    .isLessThanOrEqualTo(Math.pow(10, -digits));
        }
    }
}
