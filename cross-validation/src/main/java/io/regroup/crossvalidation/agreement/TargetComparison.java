package io.regroup.crossvalidation.agreement;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.Exclusion;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the columns of one target, group by group. */
final class TargetComparison {

    /** By how much a feature's share may be off the rank tolerance for two engines to decide differently. */
    private static final double RANK_BAND = 10;

    private enum Quantity {
        COEFFICIENT,
        ERROR,
        RMS,
        CHI2,
        R2,
        MAD,
        CONDITION,
        OTHER
    }

    /** A column of numbers of both fits. */
    private static final class Numbers {

        final Quantity quantity;
        final int term;
        final double[] reference;
        final double[] value;
        final double typical;
        final ColumnTally tally;

        Numbers(String column, Quantity quantity, int term, double[] reference, double[] value) {
            this.quantity = quantity;
            this.term = term;
            this.reference = reference;
            this.value = value;
            this.typical = quantity == Quantity.OTHER ? Typical.size(reference) : 0;
            this.tally = ColumnTally.ofNumbers(column, reference, value);
        }

        double size(int group) {
            return Math.max(typical, Math.max(Math.abs(reference[group]), Math.abs(value[group])));
        }
    }

    /** A column of counts of both fits. */
    private static final class Counts {

        final long[] reference;
        final long[] value;
        final ColumnTally tally;

        Counts(String column, long[] reference, long[] value) {
            this.reference = reference;
            this.value = value;
            this.tally = ColumnTally.ofCounts(column, reference, value);
        }

        void add(int group) {
            tally.addExact(group, reference[group], value[group]);
        }
    }

    private final FitSpec spec;
    private final String target;
    private final Tolerance tolerance;
    private final Estimates.OfTarget reference;
    private final Estimates.OfTarget value;
    private final @Nullable LinearBounds bounds;
    private final double rankTolerance;
    private final int terms;
    private final int firstSlope;
    private final boolean model;
    private final @Nullable Iteration iteration;
    private final List<Numbers> numbers = new ArrayList<>();
    private final List<Counts> counts = new ArrayList<>();
    private final List<ColumnTally> tallies = new ArrayList<>();
    private final Counts rows;
    private final ColumnTally status;
    private long nearRank;

    TargetComparison(
            FitSpec spec,
            FitProgram program,
            int index,
            Tolerance tolerance,
            Estimates.OfTarget reference,
            Estimates.OfTarget value,
            @Nullable LinearBounds bounds) {
        this.spec = spec;
        this.target = spec.targets().get(index);
        this.tolerance = tolerance;
        this.reference = reference;
        this.value = value;
        this.bounds = bounds;
        this.rankTolerance = program instanceof LeastSquaresProgram problem ? problem.rankTolerance() : Double.NaN;
        this.terms = program.terms().size();
        this.firstSlope = spec.intercept() ? 1 : 0;
        this.model = terms > 0;
        this.iteration = program.iteration();
        this.rows = new Counts(name("count"), reference.count(), value.count());
        this.status = new ColumnTally(
                name("status"),
                group -> reference.status(group).name(),
                group -> value.status(group).name());
        addColumns(program, program.forTarget(index).extras());
    }

    private String name(String quantity) {
        return spec.naming().quantity(target, spec.suffix(), quantity);
    }

    private void addColumns(FitProgram program, List<String> extras) {
        List<Term> all = program.terms();
        for (int i = 0; i < terms; i++) {
            String column = spec.naming().coefficient(target, spec.suffix(), all.get(i));
            add(column, Quantity.COEFFICIENT, i, reference.coefficient(i), value.coefficient(i));
        }
        for (int i = 0; i < terms; i++) {
            String column = spec.naming().error(target, spec.suffix(), all.get(i));
            add(column, Quantity.ERROR, i, reference.error(i), value.error(i));
        }
        if (model) {
            tallies.add(rows.tally);
            add(name("rms"), Quantity.RMS, 0, reference.rms(), value.rms());
            add(name("chi2"), Quantity.CHI2, 0, reference.chi2(), value.chi2());
            add(name("r2"), Quantity.R2, 0, reference.r2(), value.r2());
        }
        for (int i = 0; i < extras.size(); i++) {
            if (iteration != null && iteration.counts().contains(extras.get(i))) {
                continue;
            }
            add(name(extras.get(i)), Quantity.OTHER, 0, reference.extra(i), value.extra(i));
        }
        if (model) {
            tallies.add(status);
        }
        if (model && reference.mad().length > 0 && value.mad().length > 0) {
            add(name("mad"), Quantity.MAD, 0, reference.mad(), value.mad());
            add(name("condition"), Quantity.CONDITION, 0, reference.conditionNumber(), value.conditionNumber());
            for (Exclusion reason : Exclusion.values()) {
                Counts column = new Counts(name(reason.quantity()), reference.excluded(reason), value.excluded(reason));
                tallies.add(column.tally);
                counts.add(column);
            }
        }
    }

    private void add(String column, Quantity quantity, int term, double[] ours, double[] theirs) {
        Numbers added = new Numbers(column, bounds == null ? Quantity.OTHER : quantity, term, ours, theirs);
        tallies.add(added.tally);
        numbers.add(added);
    }

    /** Compares all groups. */
    void run(int groups) {
        for (int group = 0; group < groups; group++) {
            if (model) {
                rows.add(group);
            }
            for (Counts column : counts) {
                column.add(group);
            }
            compare(group);
        }
    }

    private void compare(int group) {
        if (!model) {
            compareBySize(group);
            return;
        }
        FitStatus expected = reference.status(group);
        boolean fitted = expected.isFitted();
        if (bounds != null && fitted) {
            bounds.moveTo(group);
        }
        if (unsettled(expected, value.status(group))) {
            return;
        }
        boolean same = expected == value.status(group);
        if (keepsOther(group) && nearRank(group)) {
            nearRank++;
            return;
        }
        status.addEqual(group, same);
        if (!same) {
            return;
        }
        if (bounds != null && fitted) {
            compareByBounds(group, bounds);
        } else {
            compareBySize(group);
        }
    }

    /** Tells whether an iteration has not come to its end, here or there, though there is a fit of both. */
    private boolean unsettled(FitStatus ours, FitStatus theirs) {
        return iteration != null
                && ours.isFitted()
                && theirs.isFitted()
                && (ours == FitStatus.NOT_CONVERGED || theirs == FitStatus.NOT_CONVERGED);
    }

    private void compareByBounds(int group, LinearBounds known) {
        double condition = known.condition();
        for (Numbers column : numbers) {
            double allowed = allowed(column, known, group);
            column.tally.add(
                    group,
                    column.reference[group],
                    column.value[group],
                    scale(column, known, group),
                    allowed,
                    condition);
        }
    }

    private void compareBySize(int group) {
        double[] known = reference.conditionNumber();
        double condition = known.length == 0 ? Double.NaN : known[group];
        double stated = tolerance.relative(reference.count()[group], condition);
        double relative = iteration == null ? stated : Math.max(stated, iteration.accuracy());
        for (Numbers column : numbers) {
            double size = column.size(group);
            column.tally.add(group, column.reference[group], column.value[group], size, relative * size, condition);
        }
    }

    private static double scale(Numbers column, LinearBounds known, int group) {
        return switch (column.quantity) {
            case COEFFICIENT -> known.coefficientScale(column.term);
            case ERROR -> known.errorScale(column.term);
            case RMS -> known.rmsScale();
            case CHI2 -> known.chi2Scale();
            case R2 -> 1;
            case MAD -> known.madScale();
            case CONDITION -> known.condition();
            case OTHER -> column.size(group);
        };
    }

    private double allowed(Numbers column, LinearBounds known, int group) {
        return switch (column.quantity) {
            case COEFFICIENT -> known.coefficientAllowed(column.term);
            case ERROR -> known.errorAllowed(column.term);
            case RMS -> known.rmsAllowed();
            case CHI2 -> known.chi2Allowed();
            case R2 -> known.r2Allowed();
            case MAD -> known.madAllowed();
            case CONDITION -> known.conditionAllowed();
            case OTHER -> tolerance.relative(reference.count()[group], Double.NaN) * column.size(group);
        };
    }

    private boolean keepsOther(int group) {
        for (int i = 0; i < terms; i++) {
            if (Double.isNaN(reference.coefficient(i)[group]) != Double.isNaN(value.coefficient(i)[group])) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether two engines may leave out different features: if each feature that one of them kept and the other did
     * not is, by the fit of the one that kept it, within {@link #RANK_BAND} of the rank tolerance, or hardly varies.
     */
    private boolean nearRank(int group) {
        if (bounds == null
                || Double.isNaN(rankTolerance)
                || !reference.status(group).isFitted()
                || !value.status(group).isFitted()) {
            return false;
        }
        for (int i = firstSlope; i < terms; i++) {
            boolean ours = !Double.isNaN(reference.coefficient(i)[group]);
            boolean theirs = !Double.isNaN(value.coefficient(i)[group]);
            if (ours != theirs && !inBand(ours ? reference : value, i, group)) {
                return false;
            }
        }
        return true;
    }

    private boolean inBand(Estimates.OfTarget keeper, int term, int group) {
        LinearBounds known = Objects.requireNonNull(bounds);
        if (known.nearlyConstant(term)) {
            return true;
        }
        double share = known.share(keeper, term);
        if (Double.isNaN(share) && keeper == reference) {
            share = 1 / reference.conditionNumber()[group];
        }
        return share >= rankTolerance / RANK_BAND && share <= rankTolerance * RANK_BAND;
    }

    long nearRank() {
        return nearRank;
    }

    List<ColumnAgreement> agreements(GroupKeys keys) {
        return tallies.stream()
                .map(tally -> tally.agreement(keys, reference.count(), reference.conditionNumber()))
                .toList();
    }
}
