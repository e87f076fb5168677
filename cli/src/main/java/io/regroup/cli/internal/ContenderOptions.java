package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.crossvalidation.agreement.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code regroup validate} that say what is compared, and how strictly. */
final class ContenderOptions {

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "The engines that are compared with robust; all by default.")
    private List<String> engines = new ArrayList<>();

    @Option(
            names = "--reductions",
            split = ",",
            paramLabel = "NAME",
            description = "The reduction strategies that are compared; all by default.")
    private List<String> reductions = new ArrayList<>();

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Fit only N groups, with all their rows: a random choice, but the same each time.")
    private @Nullable Long sample;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description =
                    "How far fits may be apart, relative to the natural scale of each number, in a well-conditioned "
                            + "group; docs/numerics.md explains. Default: 1e-12, more for groups of over 1000 rows.")
    private @Nullable Double tolerance;

    List<String> engines() {
        return engines.stream().map(String::strip).toList();
    }

    List<String> reductions() {
        return reductions.stream().map(String::strip).toList();
    }

    /** Returns how many groups are fitted, or null for all. */
    @Nullable
    Long sample() {
        return sample;
    }

    /**
     * Returns how far fits may be apart.
     *
     * @throws InvalidArgumentException if it is not a number greater than 0
     */
    Tolerance tolerance() {
        return tolerance == null ? Tolerance.stated() : Tolerance.of(tolerance);
    }
}
