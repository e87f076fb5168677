package io.regroup.crossvalidation.agreement;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Column;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.engine.Estimates;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.ReductionPlan;
import java.util.stream.IntStream;

/** Another engine's fits, with one fault, in groups of the test's choice. */
record WrongEngine(Fault fault) implements Engine {

    /** The group in which it is wrong, if not in all. */
    static final int GROUP = 7;

    private static final String HONEST = "forkjoin";

    /** What is wrong. */
    enum Fault {
        NONE,
        OFF_BY_A_BILLIONTH,
        OFF_BY_A_MILLIONTH,
        ERROR_OFF_BY_A_BILLIONTH,
        NAN,
        DEGREES_OF_FREEDOM,
        IGNORES_WEIGHTS,
        DROPS_A_ROW,
        DROPS_A_FEATURE,
        LOSES_A_GROUP,
        STATUS,
        COUNT,
        THROWS,
        CANNOT_RUN
    }

    @Override
    public String name() {
        return "wrong";
    }

    @Override
    public String summary() {
        return "wrong in one way: " + fault;
    }

    @Override
    public Availability availability() {
        return fault == Fault.CANNOT_RUN ? Availability.no("it is out of order") : Availability.yes();
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Availability supports(ReductionPlan plan, FitProgram program) {
        return plan.wholeGroups() ? Availability.yes() : Availability.no("it knows whole groups only");
    }

    @Override
    public FitResult run(FitJob job) {
        FitSpec spec = job.spec();
        FitResult result = fit(job.dataset(), spec);
        Estimates.OfTarget fit = result.estimates().target(0);
        switch (fault) {
            case NONE, CANNOT_RUN -> {}
            case OFF_BY_A_BILLIONTH -> fit.coefficient(1)[GROUP] *= 1 + 1e-9;
            case OFF_BY_A_MILLIONTH -> fit.coefficient(1)[GROUP] *= 1 + 1e-6;
            case ERROR_OFF_BY_A_BILLIONTH -> fit.error(spec.features().size())[GROUP] *= 1 + 1e-9;
            case NAN -> fit.error(0)[GROUP] = Double.NaN;
            case DEGREES_OF_FREEDOM -> {
                for (int g = 0; g < fit.rms().length; g++) {
                    fit.rms()[g] = Math.sqrt(fit.chi2()[g] / fit.count()[g]);
                }
            }
            case IGNORES_WEIGHTS -> copy(fit(job.dataset(), unweighted(spec)), fit);
            case DROPS_A_ROW -> copy(fit(withoutLastRow(job.dataset()), spec), fit);
            case DROPS_A_FEATURE -> {
                fit.status(GROUP, FitStatus.RANK_DEFICIENT);
                fit.coefficient(2)[GROUP] = Double.NaN;
                fit.error(2)[GROUP] = Double.NaN;
            }
            case LOSES_A_GROUP -> {
                return fit(withoutGroup(job.dataset()), spec);
            }
            case STATUS -> fit.status(GROUP, FitStatus.NOT_CONVERGED);
            case COUNT -> fit.count()[GROUP]++;
            case THROWS -> throw new IllegalStateException("out of luck");
        }
        return result;
    }

    private static FitResult fit(Dataset data, FitSpec spec) {
        return Regroup.fit(
                data, spec, RunOptions.defaults().withEngine(HONEST).withReduction("blockwise"), Plugins.find());
    }

    private static FitSpec unweighted(FitSpec spec) {
        return FitSpec.groupBy("g")
                .targets("y")
                .features(spec.features().toArray(String[]::new))
                .diagnostics(spec.diagnostics())
                .build();
    }

    private static void copy(FitResult from, Estimates.OfTarget into) {
        Estimates.OfTarget other = from.estimates().target(0);
        for (int term = 0; term < 3; term++) {
            System.arraycopy(other.coefficient(term), 0, into.coefficient(term), 0, into.count().length);
            System.arraycopy(other.error(term), 0, into.error(term), 0, into.count().length);
        }
        System.arraycopy(other.chi2(), 0, into.chi2(), 0, into.count().length);
        System.arraycopy(other.rms(), 0, into.rms(), 0, into.count().length);
        System.arraycopy(other.r2(), 0, into.r2(), 0, into.count().length);
    }

    /** Leaves out the last row, but keeps its count: only the numbers tell. */
    private static Table withoutLastRow(Dataset data) {
        Table table = (Table) data;
        return kept(table, IntStream.range(0, table.rowCount() - 1).toArray());
    }

    private static Table withoutGroup(Dataset data) {
        Table table = (Table) data;
        double[] groups = table.doubles("g");
        return kept(
                table,
                IntStream.range(0, table.rowCount())
                        .filter(row -> groups[row] != GROUP)
                        .toArray());
    }

    private static Table kept(Table table, int[] rows) {
        Table.Builder kept = Table.builder();
        for (String name : table.schema().names()) {
            double[] values = table.doubles(name);
            double[] taken = IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
            if (name.equals("g")) {
                kept.column(
                        name, IntStream.of(rows).map(row -> (int) values[row]).toArray());
            } else {
                kept.column(name, Column.of(taken));
            }
        }
        return kept.build();
    }
}
