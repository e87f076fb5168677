package io.regroup.api.engine;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import java.util.Arrays;

/**
 * Fits a group, rejects rows that are far from the fit, and fits the others again; which rows and how often is up to a rule. What it
 * reports is the last fit, with the count and the statistics of the rows that were kept. For one thread.
 */
abstract class RejectingFitter implements GroupFitter {

    private final FitProgram program;
    private final Refit refit;
    private final int own;
    private final int ownReasons;
    private final boolean centred;
    private final FitStatistics statistics = new FitStatistics();
    private final KeptRows some = new KeptRows();
    private GroupFit fit;
    private double[] someResiduals = new double[0];
    private double[] kept = new double[0];
    private double[] verdicts = new double[0];
    private int count;
    private int refits;

    /**
     * Makes a fitter for one thread.
     *
     * @param program what is fitted, again and again
     * @param kernels the engine's arithmetic
     */
    RejectingFitter(FitProgram program, Kernels kernels) {
        this.program = program;
        this.refit = Refit.of(program, kernels);
        this.own = program.extras().size();
        this.ownReasons = program.reasons().size();
        this.centred = program.terms().stream().anyMatch(term -> term.kind() != Term.Kind.SLOPE);
        this.fit = emptyFit(false);
    }

    private GroupFit emptyFit(boolean diagnostics) {
        return new GroupFit(program.terms().size(), own, diagnostics);
    }

    @Override
    public final FitStatus fit(GroupRows rows, GroupFit out) {
        if (fit.wantsDiagnostics() != out.wantsDiagnostics()) {
            fit = emptyFit(out.wantsDiagnostics());
        }
        reserve(rows.count());
        Arrays.fill(kept, 0, rows.count(), 1);
        count = rows.count();
        refits = 0;
        FitStatus status = fitKept(rows);
        if (status.isFitted()) {
            status = reject(rows, status);
        }
        if (status.isFitted()) {
            store(rows, out);
        } else {
            out.reason(fit.reason());
        }
        return status;
    }

    /**
     * Rejects rows and fits again, as often as the rule wants.
     *
     * @param rows all rows
     * @param status how the fit to all of them went
     * @return how the last fit went
     */
    abstract FitStatus reject(GroupRows rows, FitStatus status);

    /**
     * Writes the rule's own columns.
     *
     * @param rows all rows
     * @param extras receives them
     * @param at where they start
     */
    abstract void describe(GroupRows rows, double[] extras, int at);

    /** Makes room for a group. */
    void reserve(int rows) {
        if (kept.length < rows) {
            int length = Math.max(rows, 2 * kept.length);
            kept = new double[length];
            verdicts = new double[length];
            someResiduals = new double[length];
        }
    }

    private FitStatus fitKept(GroupRows rows) {
        fit.reset();
        return refit.fit(rows, kept, count, fit);
    }

    /** Keeps the rows of the last verdict, and fits them. */
    final FitStatus refit(GroupRows rows, int keptCount) {
        double[] old = kept;
        kept = verdicts;
        verdicts = old;
        count = keptCount;
        refits++;
        return fitKept(rows);
    }

    /** Returns the residuals of all rows about the last fit. */
    final double[] residuals() {
        return refit.residuals();
    }

    /** Tells which rows the last fit was made of: 1 for these, 0 for the others. */
    final double[] kept() {
        return kept;
    }

    /** Returns how many rows the last fit was made of. */
    final int count() {
        return count;
    }

    /** Returns where the verdict on each row is to be written, 1 or 0, before the rows are fitted again. */
    final double[] verdicts() {
        return verdicts;
    }

    /** Returns how often rows were fitted again. */
    final int refits() {
        return refits;
    }

    /** Returns the last fit. */
    final GroupFit lastFit() {
        return fit;
    }

    /** Tells whether the statistics of the last fit came with it: from a summary, or from the solver if it was asked by us. */
    final boolean reportsStatistics() {
        return RowFitter.reportsStatistics(program)
                || (program instanceof LeastSquaresProgram && !Double.isNaN(fit.chi2()));
    }

    /**
     * Says what is to be known of the fit, unless the program has something to say.
     *
     * @param index the place among the rule's reasons
     */
    final void reason(int index) {
        if (fit.reason() == GroupFit.NO_REASON) {
            fit.reason(ownReasons + index);
        }
    }

    private void store(GroupRows rows, GroupFit out) {
        System.arraycopy(fit.coefficients(), 0, out.coefficients(), 0, fit.coefficients().length);
        System.arraycopy(fit.errors(), 0, out.errors(), 0, fit.errors().length);
        System.arraycopy(fit.extras(), 0, out.extras(), 0, own);
        out.conditionNumber(fit.conditionNumber());
        out.reason(fit.reason());
        describe(rows, out.extras(), own);
        storeStatistics(rows, out);
        System.arraycopy(residuals(), 0, out.residuals(rows.count()), 0, rows.count());
        out.keepResiduals();
    }

    private void storeStatistics(GroupRows rows, GroupFit out) {
        int free = count - fit.estimated();
        if (fit.reportsRows()) {
            out.fittedRows(fit.rowsUsed(), fit.chi2(), fit.rms(), fit.r2());
            return;
        }
        if (reportsStatistics()) {
            out.fittedRows(count, fit.chi2(), fit.deviation(free), fit.r2());
            return;
        }
        if (count == rows.count()) {
            statistics.compute(rows, residuals(), free, centred);
        } else {
            some.copy(rows, kept);
            KeptRows.pack(residuals(), 0, rows.count(), kept, someResiduals);
            statistics.compute(some, someResiduals, free, centred);
        }
        out.fittedRows(count, statistics.chi2(), statistics.rms(), statistics.r2());
    }
}
