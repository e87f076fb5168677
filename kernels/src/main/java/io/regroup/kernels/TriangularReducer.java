package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.engine.BlockReducer;
import io.regroup.api.engine.BlockRows;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.engine.UsableRows;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reduces blocks to triangular factors, for least squares of any condition: the way of the reference, and of fast engines for
 * groups that moments cannot serve. A group's summary is the count of its rows and a {@link TriangularSummary} per target.
 */
public final class TriangularReducer implements BlockReducer {

    private static final int GROUPS = 1 << 10;

    private final String task;
    private final FitSpec spec;
    private final LeastSquaresProgram problem;
    private final int threads;
    private final JobColumns places;
    private final int features;
    private final int targets;
    private final int widthOfTarget;
    private final ThreadLocal<TriangularSummary> summaries;

    /**
     * Prepares for a fit.
     *
     * @param spec what is fitted
     * @param problem its program
     * @param threads how many threads may finish groups
     */
    public TriangularReducer(FitSpec spec, LeastSquaresProgram problem, int threads) {
        this("reducing blocks", spec, problem, threads);
    }

    private TriangularReducer(String task, FitSpec spec, LeastSquaresProgram problem, int threads) {
        this.task = task;
        this.spec = spec;
        this.problem = problem;
        this.threads = threads;
        this.places = new JobColumns(spec);
        this.features = places.features().length;
        this.targets = places.targets().length;
        this.widthOfTarget = TriangularSummary.width(features, problem.intercept());
        this.summaries = ThreadLocal.withInitial(() -> new TriangularSummary(features, problem.intercept()));
    }

    /** Prepares for the groups that another reducer leaves open. */
    static TriangularReducer again(FitSpec spec, LeastSquaresProgram problem, int threads) {
        return new TriangularReducer("reducing blocks once more", spec, problem, threads);
    }

    /**
     * Returns the form in which these summaries can be stored.
     *
     * @return the form
     */
    SummaryForm form() {
        List<String> numbers = new ArrayList<>();
        numbers.add(SummaryForm.GROUP_ROWS);
        for (String target : spec.targets()) {
            TriangularSummary.names(spec.features(), target, problem.intercept()).stream()
                    .map(name -> target + "." + name)
                    .forEach(numbers::add);
        }
        return new SummaryForm("triangular-factor", 2, numbers, this, List::of);
    }

    @Override
    public String task() {
        return task;
    }

    @Override
    public int width() {
        return 1 + targets * widthOfTarget;
    }

    private int ofTarget(int target) {
        return 1 + target * widthOfTarget;
    }

    @Override
    public Worker worker(boolean gather) {
        TriangularSummary summary = new TriangularSummary(features, problem.intercept());
        UsableRows usable = new UsableRows(spec, places);
        BlockRows block = new BlockRows();
        double[][] x = new double[features][];
        return (rows, from, to, groupPlaces, slab) -> {
            block.use(rows, places.of(rows), from, to);
            usable.use(block.columns());
            for (int g = 0; g < block.count(); g++) {
                int place = groupPlaces[block.groups()[g]];
                if (place < 0) {
                    continue;
                }
                int start = block.starts()[g];
                int end = block.starts()[g + 1];
                int at = place * width();
                slab[at] += end - start;
                for (int t = 0; t < targets; t++) {
                    usable.select(t, start, end);
                    for (int j = 0; j < features; j++) {
                        x[j] = usable.feature(j);
                    }
                    summary.add(
                            x, usable.target(), usable.weight(), usable.from(), usable.to(), slab, at + ofTarget(t));
                }
            }
        };
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        for (int t = 0; t < targets; t++) {
            int own = at + ofTarget(t);
            int other = laterAt + ofTarget(t);
            if (later[other] > 0 && into[own] > 0) {
                summaries.get().combine(into, own, later, other);
            } else if (later[other] > 0) {
                System.arraycopy(later, other, into, own, widthOfTarget);
            }
        }
    }

    @Override
    public void finish(double[] slab, IntFunction<String> names, Estimates estimates, int[] open) {
        int groups = estimates.groups();
        int terms = problem.terms().size();
        Workers.run(threads, Math.ceilDiv(groups, GROUPS), () -> {
            TriangularSummary summary = new TriangularSummary(features, problem.intercept());
            TriangularSummary.Solution solution = new TriangularSummary.Solution(terms);
            GroupFit fit = new GroupFit(terms, 0, false);
            return part -> {
                for (int group = part * GROUPS; group < Math.min(groups, (part + 1) * GROUPS); group++) {
                    int at = group * width();
                    estimates.rowsSeen()[group] = (long) slab[at];
                    for (int t = 0; t < targets; t++) {
                        finish(slab, at + ofTarget(t), group, t, estimates.target(t), summary, solution, fit);
                    }
                }
            };
        });
    }

    private void finish(
            double[] slab,
            int at,
            int group,
            int target,
            Estimates.OfTarget out,
            TriangularSummary summary,
            TriangularSummary.Solution solution,
            GroupFit fit) {
        long used = (long) slab[at];
        int terms = problem.terms().size();
        out.count()[group] = used;
        if (used < spec.minRows(target)) {
            out.unfitted(group, FitStatus.TOO_FEW_ROWS);
            return;
        }
        if (used < terms) {
            out.unfitted(group, FitStatus.UNDERDETERMINED);
            return;
        }
        summary.solve(slab, at, problem.rankTolerance(), solution);
        fit.reset();
        System.arraycopy(solution.coefficients, 0, fit.coefficients(), 0, terms);
        System.arraycopy(solution.errors, 0, fit.errors(), 0, terms);
        fit.statisticsByNorm(solution.residualNorm, solution.r2);
        out.store(group, fit);
        out.storeReported(group, fit, used);
        out.status(group, solution.deficient ? FitStatus.RANK_DEFICIENT : FitStatus.OK);
    }
}
