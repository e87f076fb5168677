package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sigma cut by the rms without bringing the rows of groups together: round after round. Each round is an ordinary run of a
 * mergeable program, over the rows that the last round's fit keeps; so it works on every engine and with every plan that
 * combines, on rows that do not fit into memory. A round reads the rows once and judges them on the way, by the coefficients that
 * came out of the last: memory is needed for the groups alone.
 *
 * <p>A group is through when its rows are judged as in the round before, when the next cut would keep too few of them, or after
 * 10 refits. The last round is over when all groups are, at the latest after 12: one to fit all rows, ten to fit again, and one
 * to see whether that is settled.
 */
public final class SigmaCutRounds {

    private final Engine engine;
    private final FitJob job;
    private final SigmaCutProgram program;
    private final FitProgram fitted;
    private final FitSpec spec;
    private final @Nullable GroupedRows rows;
    private final Map<String, double[]> kept = new HashMap<>();

    private SigmaCutRounds(Engine engine, FitJob job, SigmaCutProgram program) {
        this.engine = engine;
        this.job = job;
        this.program = program;
        this.fitted = program.program();
        this.spec = job.spec();
        this.rows = CombinedFits.inMemory(job) ? GroupedRows.of(job) : null;
    }

    /**
     * Runs a job.
     *
     * @param engine runs the rounds
     * @param job a job whose plan combines, and whose program cuts a mergeable one by the rms
     * @return the result
     * @throws io.regroup.api.InvalidArgumentException if a weight is negative, or the summaries do not fit into memory
     * @throws io.regroup.api.data.DataAccessException if the dataset cannot be read
     */
    public static FitResult run(Engine engine, FitJob job) {
        if (!(job.program() instanceof SigmaCutProgram program)
                || !program.isMergeable()
                || job.plan().wholeGroups()) {
            throw new IllegalArgumentException("plan " + job.plan().strategy() + ": not for rounds of a sigma cut");
        }
        return new SigmaCutRounds(engine, job, program).run();
    }

    private FitResult run() {
        FitResult first = engine.run(with(spec.toBuilder().sigmaCut(null).build(), job.dataset(), rows));
        Outcome outcome = new Outcome(first.estimates());
        Set<String> notes = new LinkedHashSet<>(first.explanation().notes());
        Estimates before = null;
        Estimates last = first.estimates();
        int rounds = 1;
        while (outcome.beginRound(last)) {
            RoundVerdicts verdicts =
                    new RoundVerdicts(spec, fitted, program.cut().limit(), before, last, outcome.active);
            FitResult next = engine.run(round(first.grouping(), verdicts));
            if (next.grouping().count() != first.grouping().count()) {
                throw new IllegalStateException(
                        job.dataset().description() + ": other keys were read than in the round before");
            }
            rounds++;
            notes.addAll(next.explanation().notes());
            outcome.endRound(last, next.estimates(), verdicts);
            before = last;
            last = next.estimates();
        }
        Explanation explanation = first.explanation();
        return new FitResult(
                spec,
                program,
                first.grouping(),
                outcome.all,
                first.rowsRead(),
                first.rowsSelected(),
                new Explanation(
                        explanation.fitter(),
                        explanation.engine(),
                        explanation.engineReason(),
                        explanation.reduction(),
                        explanation.reductionReason(),
                        explanation.threads(),
                        concat(
                                notes,
                                String.format(
                                        Locale.ROOT,
                                        "the sigma cut went over the rows %d times, once for each round",
                                        rounds))));
    }

    private static List<String> concat(Set<String> notes, String last) {
        List<String> all = new ArrayList<>(notes);
        all.add(last);
        return all;
    }

    private FitJob with(FitSpec ofRound, Dataset dataset, @Nullable GroupedRows inMemory) {
        return new FitJob(
                ofRound, fitted, job.plan(), dataset, inMemory, job.options(), job.keyKernel(), job.explanation());
    }

    /** Makes the job that fits the rows which are kept. */
    private FitJob round(Grouping grouping, RoundVerdicts verdicts) {
        List<String> names = RoundRows.names(spec);
        FitSpec ofRound = spec.toBuilder()
                .sigmaCut(null)
                .targets(names.toArray(String[]::new))
                .rowUse(RowUse.PER_TARGET)
                .build();
        GroupedRows all = rows;
        if (all != null) {
            judge(all, names, verdicts);
        }
        return with(
                ofRound, new RoundRows(job.dataset(), spec, grouping, verdicts), all == null ? null : all.with(kept));
    }

    /** Judges rows that are in memory. */
    private void judge(GroupedRows all, List<String> names, RoundVerdicts verdicts) {
        double[][] x = spec.features().stream().map(all::column).toArray(double[][]::new);
        double[][] y = spec.targets().stream().map(all::column).toArray(double[][]::new);
        double[] w = spec.weight() == null ? null : all.column(spec.weight());
        names.forEach(name -> kept.computeIfAbsent(name, _ -> new double[all.rowsSelected()]));
        double[][] out = names.stream().map(kept::get).toArray(double[][]::new);
        Parts.run(all.rowsSelected(), Numbering.PART, job.threads(), () -> {
            RoundVerdicts.Judge judge = verdicts.judge();
            int[] groups = new int[Numbering.PART];
            return (from, to) -> {
                all.groupsOf(from, to, groups);
                for (int t = 0; t < out.length; t++) {
                    judge.write(t, x, y, w, from, to, groups, out[t], from);
                }
            };
        });
    }

    /** The numbers of the groups that are through, and which go on. */
    private final class Outcome {

        private final Estimates all;
        private final Estimates first;
        private final boolean[][] active;
        private int refits;

        Outcome(Estimates first) {
            this.first = first;
            this.all = new Estimates(spec, program, first.groups(), job.threads());
            this.active = new boolean[spec.targets().size()][first.groups()];
            System.arraycopy(first.rowsSeen(), 0, all.rowsSeen(), 0, first.groups());
            for (int t = 0; t < active.length; t++) {
                Arrays.fill(active[t], true);
                for (int g = 0; g < first.groups(); g++) {
                    if (!first.target(t).status(g).isFitted()) {
                        drop(t, g, first);
                    }
                }
            }
        }

        /** Ends groups that have no scale; tells whether any goes on. */
        boolean beginRound(Estimates last) {
            boolean any = false;
            for (int t = 0; t < active.length; t++) {
                double[] rms = last.target(t).rms();
                for (int g = 0; g < rms.length; g++) {
                    if (active[t][g] && !(rms[g] > 0)) {
                        end(t, g, last, Double.NaN);
                    }
                    any |= active[t][g];
                }
            }
            return any;
        }

        /** Ends groups whose rows have settled, or can be cut no further. */
        void endRound(Estimates last, Estimates next, RoundVerdicts verdicts) {
            for (int t = 0; t < active.length; t++) {
                int fewest = program.fewestRows(t);
                for (int g = 0; g < last.groups(); g++) {
                    if (!active[t][g]) {
                        continue;
                    }
                    if (verdicts.dusty(t, g)) {
                        end(t, g, last, Double.NaN);
                    } else if (!verdicts.changed(t, g)) {
                        end(t, g, last, program.cut().limit() * last.target(t).rms()[g]);
                    } else if (next.target(t).count()[g] < fewest) {
                        end(t, g, last, Double.NaN);
                        reason(t, g, SigmaCutFitter.TOO_FEW);
                    } else if (refits == SigmaCutFitter.MOST_REFITS) {
                        end(t, g, last, Double.NaN);
                        reason(t, g, SigmaCutFitter.UNSETTLED);
                        all.target(t)
                                .status(
                                        g,
                                        SigmaCutFitter.unsettled(all.target(t).status(g)));
                    } else if (!next.target(t).status(g).isFitted()) {
                        drop(t, g, next);
                    }
                }
            }
            refits++;
        }

        /** Takes the numbers of a group's last fit. */
        private void end(int t, int g, Estimates last, double limit) {
            Estimates.OfTarget out = all.target(t);
            out.takeGroup(g, last.target(t));
            int own = fitted.forTarget(t).extras().size();
            long usable = first.target(t).count()[g];
            out.extra(own)[g] = refits;
            out.extra(own + 1)[g] = usable;
            out.extra(own + 2)[g] = (double) (usable - out.count()[g]) / usable;
            out.extra(own + 3)[g] = limit;
            active[t][g] = false;
        }

        /** Ends a group without a fit. */
        private void drop(int t, int g, Estimates unfitted) {
            Estimates.OfTarget out = all.target(t);
            FitStatus status = unfitted.target(t).status(g);
            out.takeGroup(g, unfitted.target(t));
            out.unfitted(g, status);
            out.count()[g] = first.target(t).count()[g];
            active[t][g] = false;
        }

        /** Says what is to be known of the fit, unless the program has said something. */
        private void reason(int t, int g, int index) {
            if (!all.target(t).hasReason(g)) {
                all.target(t).reason(g, fitted.reasons().size() + index);
            }
        }
    }
}
