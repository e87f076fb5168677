package io.regroup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes {@code results.csv}: one line per contender and scenario that was measured. */
final class ResultsCsv {

    static final String HEADER = "scenario,contender,rows,groups,features,targets,threads,seconds_min,seconds_median,"
            + "rows_per_s,groups_per_s,ratio_to_best_peer,ratio_to_stream";

    private ResultsCsv() {}

    static void write(Results results, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (Result result : results.all()) {
            if (result.measured()) {
                lines.add(line(results, result));
            }
        }
        Files.write(file, lines);
    }

    private static String line(Results results, Result result) {
        return String.join(
                ",",
                result.scenario(),
                result.contender(),
                Integer.toString(result.rows()),
                Integer.toString(result.groups()),
                Integer.toString(result.features()),
                Integer.toString(result.targets()),
                Integer.toString(result.threads()),
                number(result.least()),
                number(result.median()),
                number(result.rowsPerSecond()),
                number(result.groupsPerSecond()),
                ratio(result, results.bestPeer(result)),
                ratio(result, results.stream(result)));
    }

    /** How many times as long it takes; empty if there is nothing to compare with. */
    private static String ratio(Result result, Optional<Result> other) {
        return other.map(found -> number(result.median() / found.median())).orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
