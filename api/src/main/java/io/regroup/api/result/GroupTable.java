package io.regroup.api.result;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.Exclusion;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Term;
import java.util.ArrayList;
import java.util.List;

/** Lays out and names the columns of the group table: one place for both, so that names and values cannot drift apart. */
final class GroupTable {

    /** The column that counts a group's selected rows. */
    static final String GROUP_ROWS = "group_rows";

    private final FitSpec spec;
    private final FitProgram program;

    private GroupTable(FitSpec spec, FitProgram program) {
        this.spec = spec;
        this.program = program;
    }

    /** Names the columns that a fit adds to the keys, in order. */
    static List<String> names(FitSpec spec, FitProgram program) {
        List<String> names = new ArrayList<>();
        Estimates none = new Estimates(spec, program, 0, 1);
        new GroupTable(spec, program).visit(none, (name, column) -> names.add(name));
        return names;
    }

    static Table of(FitSpec spec, FitProgram program, Table keys, Estimates estimates) {
        Table.Builder table = Table.builder();
        for (int c = 0; c < keys.columns().size(); c++) {
            table.column(keys.schema().fields().get(c).name(), keys.columns().get(c));
        }
        new GroupTable(spec, program).visit(estimates, table::column);
        return table.build();
    }

    @FunctionalInterface
    private interface Visitor {
        void column(String name, Column column);
    }

    private void visit(Estimates estimates, Visitor visitor) {
        visitor.column(GROUP_ROWS, Column.of(estimates.rowsSeen()));
        for (int t = 0; t < spec.targets().size(); t++) {
            visitTarget(t, estimates.target(t), visitor);
        }
        for (int m = 0; m < spec.medians().size(); m++) {
            visitor.column(name(spec.medians().get(m), "median"), Column.of(estimates.median(m)));
        }
    }

    private String name(String column, String quantity) {
        return spec.naming().quantity(column, spec.suffix(), quantity);
    }

    private void visitTarget(int index, Estimates.OfTarget values, Visitor visitor) {
        String target = spec.targets().get(index);
        List<String> extras = program.forTarget(index).extras();
        List<Term> terms = program.terms();
        if (terms.isEmpty()) {
            visitExtras(target, extras, values, visitor);
            return;
        }
        boolean errorsBeside = spec.naming() == Naming.TERM;
        for (int i = 0; i < terms.size(); i++) {
            visitor.column(
                    spec.naming().coefficient(target, spec.suffix(), terms.get(i)), Column.of(values.coefficient(i)));
            if (errorsBeside) {
                visitError(target, terms, i, values, visitor);
            }
        }
        for (int i = 0; i < terms.size() && !errorsBeside; i++) {
            visitError(target, terms, i, values, visitor);
        }
        visitor.column(name(target, "count"), Column.of(values.count()));
        visitor.column(name(target, "rms"), Column.of(values.rms()));
        visitor.column(name(target, "chi2"), Column.of(values.chi2()));
        visitor.column(name(target, "r2"), Column.of(values.r2()));
        visitExtras(target, extras, values, visitor);
        visitor.column(name(target, "status"), values.statuses());
        values.reasons().ifPresent(reasons -> visitor.column(name(target, "reason"), reasons));
        if (spec.diagnostics()) {
            visitSignificance(target, terms, values, visitor);
            visitor.column(name(target, "mad"), Column.of(values.mad()));
            visitor.column(name(target, "condition"), Column.of(values.conditionNumber()));
            for (Exclusion reason : Exclusion.values()) {
                if (occurs(reason)) {
                    visitor.column(name(target, reason.quantity()), Column.of(values.excluded(reason)));
                }
            }
        }
    }

    private void visitSignificance(String target, List<Term> terms, Estimates.OfTarget values, Visitor visitor) {
        Significance significance = new Significance(values, terms.size());
        for (int i = 0; i < terms.size(); i++) {
            visitor.column(
                    spec.naming().tValue(target, spec.suffix(), terms.get(i)), Column.of(significance.tValues(i)));
        }
        for (int i = 0; i < terms.size(); i++) {
            visitor.column(
                    spec.naming().pValue(target, spec.suffix(), terms.get(i)), Column.of(significance.pValues(i)));
        }
    }

    private void visitExtras(String target, List<String> extras, Estimates.OfTarget values, Visitor visitor) {
        for (int i = 0; i < extras.size(); i++) {
            visitor.column(name(target, extras.get(i)), Column.of(values.extra(i)));
        }
    }

    private boolean occurs(Exclusion reason) {
        return switch (reason) {
            case FEATURE -> !spec.features().isEmpty();
            case TARGET -> true;
            case WEIGHT, ZERO_WEIGHT -> spec.weight() != null;
            case CLUSTER -> spec.errors().cluster() != null;
            case OTHER_TARGET -> spec.rowUse() == RowUse.JOINT;
        };
    }

    private void visitError(String target, List<Term> terms, int i, Estimates.OfTarget values, Visitor visitor) {
        visitor.column(spec.naming().error(target, spec.suffix(), terms.get(i)), Column.of(values.error(i)));
    }
}
