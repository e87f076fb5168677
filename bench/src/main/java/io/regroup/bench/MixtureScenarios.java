package io.regroup.bench;

import io.regroup.api.FitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scenarios G1 … G4: Gaussian mixtures. */
final class MixtureScenarios {

    private MixtureScenarios() {}

    /**
     * Lists all.
     *
     * @param fileRows rows of the series of files
     * @param encoderRows rows of the file that the encoder encodes
     */
    static List<Scenario> all(List<Integer> fileRows, int encoderRows) {
        List<Scenario> all = new ArrayList<>();
        all.add(scenario(
                "G1",
                "column",
                Scenario.Family.MIXTURE,
                "a mixture of 10 components, one column of a million rows",
                new MixtureRows(1, 1_000_000)));
        all.add(scenario(
                "G2",
                "groups",
                Scenario.Family.MIXTURE,
                "a mixture of 3 components per group of 500 rows",
                new MixtureRows(10_000, 500)));
        for (int rows : fileRows) {
            all.add(scenario(
                    "G3",
                    millions(rows),
                    Scenario.Family.MIXTURE_FILE,
                    "the mixture of G1 from a file of more and more rows",
                    new DrawnColumns(1, rows)));
        }
        all.add(scenario(
                "G4",
                millions(encoderRows),
                Scenario.Family.ENCODER,
                "the encoder fits mixtures of 10 components to two columns of a file, encodes and decodes it",
                new DrawnColumns(2, encoderRows)));
        return all;
    }

    private static String millions(int rows) {
        return rows < 1_000_000 ? rows / 1000 + "k" : rows / 1_000_000 + "M";
    }

    private static Scenario scenario(
            String id, String variant, Scenario.Family family, String description, MixtureRows rows) {
        // one start, as the peers have
        FitSpec spec = spec("y")
                .fitterOption("components", Integer.toString(rows.components()))
                .fitterOption("starts", "1")
                .build();
        return new Scenario(id, variant, family, description, spec, rows);
    }

    private static Scenario scenario(
            String id, String variant, Scenario.Family family, String description, DrawnColumns rows) {
        FitSpec spec = spec(rows.names().toArray(String[]::new)).build();
        return new Scenario(id, variant, family, description, spec, rows);
    }

    private static FitSpec.Builder spec(String... targets) {
        return FitSpec.groupBy("k").targets(targets).fitter("gmm");
    }

    /** Returns what results call the parameters of a mixture: weight, mean and deviation of each component. */
    static List<String> parameters(MixtureRows rows) {
        return IntStream.rangeClosed(1, rows.components())
                .boxed()
                .flatMap(k -> Stream.of("weight_" + k, "mean_" + k, "sd_" + k))
                .toList();
    }
}
