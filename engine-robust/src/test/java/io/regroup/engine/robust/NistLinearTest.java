package io.regroup.engine.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The NIST StRD linear regression sets against exact answers. Digits are {@code −log10(|got − exact| / |exact|)}, or of the
 * absolute error where the exact value is 0.
 */
class NistLinearTest {

    private static final Map<String, List<double[]>> DATA = read("/nist-linear.csv");
    private static final Map<String, List<double[]>> CERTIFIED = read("/nist-linear-certified.csv");

    /** The sets of one shape are the groups of one call. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "norris, 1, true, 11",
        "pontius, 2, true, 11",
        // the powers of x, rounded to doubles, leave no more
        "filip, 10, true, 7.5",
        "longley, 6, true, 11",
        "wampler1 wampler2 wampler3 wampler4 wampler5, 5, true, 11",
        "noint1 noint2, 1, false, 11"
    })
    void certifiedDigitsAreReached(String sets, int features, boolean intercept, double digits) {
        List<String> names = List.of(sets.split(" "));
        FitResult result = fit(names, features, intercept);
        List<String> groups = names.stream().sorted().toList();
        for (int group = 0; group < groups.size(); group++) {
            String set = groups.get(group);
            assertThat(result.groups().column("set").get(group)).isEqualTo(set);
            assertThat(result.status("y", group)).as(set).isEqualTo(FitStatus.OK);
            for (double[] exact : CERTIFIED.get(set)) {
                String beta = "y_fit_beta" + (int) exact[0];
                check(result.groups(), group, set, beta, exact[1], digits);
                check(result.groups(), group, set, beta + "_err", exact[2], digits);
                check(result.groups(), group, set, "y_fit_rms", exact[3], digits);
                check(result.groups(), group, set, "y_fit_r2", exact[4], digits);
            }
        }
    }

    /** NIST's answer is for exact powers; for the powers as rounded, exact arithmetic gives another, and so do we. */
    @Test
    void filipIsSolvedAsRounded() {
        List<double[]> rows = DATA.get("filip");
        double[][] design = new double[11][rows.size()];
        double[] y = new double[rows.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = rows.get(i)[0];
            design[0][i] = 1;
            for (int k = 1; k <= 10; k++) {
                design[k][i] = power(rows.get(i)[1], k);
            }
        }
        ExactLeastSquares exact = ExactLeastSquares.solve(design, y, null);
        FitResult result = fit(List.of("filip"), 10, true);
        for (int k = 0; k <= 10; k++) {
            check(result.groups(), 0, "filip", "y_fit_beta" + k, exact.coefficients[k], 14);
            check(result.groups(), 0, "filip", "y_fit_beta" + k + "_err", exact.errors[k], 13);
        }
    }

    private static void check(Table table, int group, String set, String column, double exact, double digits) {
        double got = table.doubles(column)[group];
        double error = exact == 0 ? Math.abs(got) : Math.abs(got - exact) / Math.abs(exact);
        double reached = error == 0 ? 17 : -Math.log10(error);
        assertThat(reached)
                .as("digits of %s of %s: got %s, exact %s", column, set, got, exact)
                .isGreaterThanOrEqualTo(digits);
    }

    private static FitResult fit(List<String> names, int features, boolean intercept) {
        List<String> keys = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (String name : names) {
            for (double[] row : DATA.get(name)) {
                keys.add(name);
                rows.add(row);
            }
        }
        Table.Builder table = Table.builder().column("set", keys.toArray(String[]::new));
        table.column("y", rows.stream().mapToDouble(row -> row[0]).toArray());
        String[] columns =
                IntStream.rangeClosed(1, features).mapToObj(k -> "x" + k).toArray(String[]::new);
        for (int k = 1; k <= features; k++) {
            int power = k;
            boolean powers = rows.get(0).length == 2;
            table.column(
                    "x" + k,
                    rows.stream()
                            .mapToDouble(row -> powers ? power(row[1], power) : row[power])
                            .toArray());
        }
        FitSpec spec = FitSpec.groupBy("set")
                .targets("y")
                .features(columns)
                .intercept(intercept)
                .minRows(1)
                .build();
        return Regroup.fit(table.build(), spec);
    }

    /** Powers by repeated multiplication, as {@code x3 = x*x*x} computes them. */
    private static double power(double x, int exponent) {
        double product = x;
        for (int k = 1; k < exponent; k++) {
            product *= x;
        }
        return product;
    }

    private static Map<String, List<double[]>> read(String resource) {
        Map<String, List<double[]>> sets = new LinkedHashMap<>();
        try (InputStream stream = NistLinearTest.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split(",");
                double[] numbers = new double[cells.length - 1];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = Double.parseDouble(cells[i + 1]);
                }
                sets.computeIfAbsent(cells[0], set -> new ArrayList<>()).add(numbers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sets;
    }
}
