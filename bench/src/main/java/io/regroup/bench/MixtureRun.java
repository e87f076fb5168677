package io.regroup.bench;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.data.DataAccessException;
import io.regroup.gmm.MixtureFit;
import io.regroup.gmm.Mixtures;
import io.regroup.tables.TableSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A mixture of the column of a file, in a process that does nothing else: so its memory can be bounded and measured. */
final class MixtureRun {

    static final String SECONDS = "seconds";
    static final String STEPS = "steps";

    private MixtureRun() {}

    /**
     * Fits; what goes wrong is one line on the error output, and exit code 1.
     *
     * @param arguments the file, where the mixture and what was used are to be written, the number of threads, the column, the number of
     *     components
     */
    public static void main(String[] arguments) throws IOException {
        try {
            run(
                    arguments[0],
                    Path.of(arguments[1]),
                    Path.of(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    arguments[4],
                    Integer.parseInt(arguments[5]));
        } catch (DataAccessException | InvalidArgumentException | OutOfMemoryError e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private static void run(String input, Path output, Path usage, int threads, String column, int components)
            throws IOException {
        RunOptions options = RunOptions.defaults().withThreads(threads);
        try (TableSource source =
                TableSource.files(List.of(input)).threads(threads).open()) {
            UsageProbe probe = UsageProbe.start();
            long start = System.nanoTime();
            MixtureFit fit = Mixtures.fit(source, List.of(column), null, ColumnMixture.spec(components), options);
            double seconds = (System.nanoTime() - start) * 1e-9;
            ReductionRun.write(probe.soFar("stream"), usage);
            Properties properties = new Properties();
            properties.setProperty(SECONDS, Double.toString(seconds));
            properties.setProperty(STEPS, Integer.toString(fit.iterations()));
            double[] parameters = ColumnMixture.parameters(fit.mixture());
            for (int i = 0; i < parameters.length; i++) {
                properties.setProperty(Integer.toString(i), Double.toString(parameters[i]));
            }
            try (OutputStream out = Files.newOutputStream(output)) {
                properties.store(out, null);
            }
        }
    }
}
