package io.regroup.nonlinear;

import io.regroup.api.data.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One of NIST's nonlinear sets. */
record NistSet(String name, String formula, List<double[]> parameters, double rss, List<double[]> rows) {

    static final int CERTIFIED = 2;
    static final int DEVIATION = 3;

    static List<NistSet> all() {
        List<NistSet> sets = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NistSet.class.getResourceAsStream("/nist-nonlinear.txt")),
                StandardCharsets.UTF_8))) {
            List<String> lines =
                    in.lines().filter(line -> !line.startsWith("#")).toList();
            int at = 0;
            while (at < lines.size()) {
                String name = lines.get(at++).substring("set ".length());
                String formula = lines.get(at++).substring("model ".length());
                List<double[]> parameters = new ArrayList<>();
                while (lines.get(at).startsWith("parameter ")) {
                    parameters.add(numbers(lines.get(at++).substring("parameter ".length())));
                }
                double rss = Double.parseDouble(lines.get(at++).substring("rss ".length()));
                List<double[]> rows = new ArrayList<>();
                while (at < lines.size() && !lines.get(at).startsWith("set ")) {
                    rows.add(numbers(lines.get(at++)));
                }
                sets.add(new NistSet(name, formula, parameters, rss, rows));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sets;
    }

    private static double[] numbers(String line) {
        return List.of(line.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Sets that can be groups of one call from a start: those with the same model and start values. */
    static Map<String, List<NistSet>> calls(int start) {
        Map<String, List<NistSet>> calls = new TreeMap<>();
        for (NistSet set : all()) {
            calls.computeIfAbsent(set.formula() + " from " + set.start(start), _ -> new ArrayList<>())
                    .add(set);
        }
        return calls;
    }

    /** Puts sets into one table, as groups by name. */
    static Table table(List<NistSet> sets) {
        List<String> keys = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (NistSet set : sets) {
            for (double[] row : set.rows()) {
                keys.add(set.name());
                double y = set.name().equals("Nelson") ? Math.log(row[0]) : row[0];
                rows.add(IntStream.range(0, row.length)
                        .mapToDouble(j -> j == 0 ? y : row[j])
                        .toArray());
            }
        }
        Table.Builder table = Table.builder().column("set", keys.toArray(String[]::new));
        List<String> names = new ArrayList<>(List.of("y"));
        names.addAll(sets.getFirst().features());
        for (int j = 0; j < names.size(); j++) {
            int column = j;
            table.column(
                    names.get(j), rows.stream().mapToDouble(row -> row[column]).toArray());
        }
        return table.build();
    }

    List<String> features() {
        return rows.getFirst().length == 3 ? List.of("x1", "x2") : List.of("x");
    }

    /** The start as an option of the fitter. */
    String start(int number) {
        return String.join(
                ",",
                IntStream.range(0, parameters.size())
                        .mapToObj(j -> "b" + (j + 1) + "=" + parameters.get(j)[number - 1])
                        .toList());
    }

    /** Returns to how many digits a number agrees with the certified one. */
    static double digits(double got, double certified) {
        return got == certified ? 11 : -Math.log10(Math.abs(got - certified) / Math.abs(certified));
    }
}
