package io.regroup.bench;

import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of Regroup's engines: from the table to the finished group table, all statistics included. */
final class RegroupContender implements Contender {

    private static final String REFERENCE = "robust";

    private final Engine engine;

    private RegroupContender(Engine engine) {
        this.engine = engine;
    }

    /** Finds all engines, also those that cannot run here. */
    static List<Contender> all() {
        return Plugins.find().engines().stream()
                .<Contender>map(entry -> new RegroupContender(entry.plugin()))
                .toList();
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String description() {
        return "Regroup: " + engine.summary();
    }

    @Override
    public Kind kind() {
        return Kind.ENGINE;
    }

    @Override
    public Optional<String> obstacle() {
        Availability availability = Plugins.availability(engine);
        return availability.available() ? Optional.empty() : Optional.of(availability.reason());
    }

    /**
     * From file to file, Regroup takes part as {@link ParquetContender} and {@link ReductionContender}. The reference would need
     * minutes for fits that solve least squares again and again.
     */
    @Override
    public boolean suits(Scenario scenario) {
        return scenario.fitsInMemory()
                || (scenario.isIterated()
                        && scenario.inMemory()
                        && !engine.name().equals(REFERENCE));
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) {
        Table table = rows.table();
        RunOptions options = RunOptions.defaults().withEngine(engine.name()).withThreads(threads);
        if (scenario.rows() instanceof MixtureRows mixtures && mixtures.groups() == 1) {
            return new ColumnMixture(mixtures, rows, options);
        }
        return new Entry() {
            private @Nullable FitResult result;

            @Override
            public void run() {
                result = null;
                result = Regroup.fit(table, scenario.spec(), options);
            }

            @Override
            public Optional<Answers> answers(int[] sample) {
                Answers answers = GroupTables.answers(
                        scenario, Objects.requireNonNull(result, "run first").groups(), sample);
                return Optional.of(
                        scenario.rows() instanceof MixtureRows mixtures
                                ? mixtures.answers(rows, sample, answers.coefficients())
                                : answers);
            }
        };
    }
}
