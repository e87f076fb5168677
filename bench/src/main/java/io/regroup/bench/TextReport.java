package io.regroup.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the times of a scenario while the others are still to come. */
final class TextReport {

    private TextReport() {}

    static void print(Scenario scenario, List<Result> results, PrintWriter out) {
        Result first = results.get(0);
        out.printf(
                Locale.ROOT,
                "%s: %s; %,d rows, %,d groups, %d threads%n",
                scenario.name(),
                scenario.description(),
                first.rows(),
                first.groups(),
                first.threads());
        for (Result result : results) {
            if (result.measured()) {
                out.printf(
                        Locale.ROOT,
                        "  %-16s %9.4f s median  %9.4f s min  %8.1f M rows/s  %s%n",
                        result.contender(),
                        result.median(),
                        result.least(),
                        result.rowsPerSecond() * 1e-6,
                        result.remark());
                Usage usage = result.usage();
                if (usage != null) {
                    out.printf(
                            Locale.ROOT,
                            "  %-16s %s: heap %,d MiB, resident %,d MiB, read %,d MiB, written %,d MiB%n",
                            "",
                            usage.strategy(),
                            mebibytes(usage.peakHeap()),
                            mebibytes(usage.peakResident()),
                            mebibytes(usage.bytesRead()),
                            mebibytes(usage.bytesWritten()));
                }
            } else {
                out.printf(Locale.ROOT, "  %-16s %s%n", result.contender(), result.remark());
            }
        }
        out.flush();
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
