package io.regroup.crossvalidation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The NIST StRD linear regression sets, one at a time. */
final class NistSets {

    private NistSets() {}

    /** The columns of a set: the target, then the features as given. */
    static double[][] columns(String set) {
        List<double[]> rows = read("/nist-linear.csv", set);
        double[][] columns = new double[rows.get(0).length][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][i] = rows.get(i)[c];
            }
        }
        return columns;
    }

    /** The certified values: number of the coefficient, coefficient, error, residual standard deviation, R². */
    static List<double[]> certified(String set) {
        return read("/nist-linear-certified.csv", set);
    }

    private static List<double[]> read(String resource, String set) {
        try (InputStream stream = NistSets.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(set + ","))
                    .map(line -> Arrays.stream(line.split(","))
                            .skip(1)
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
