package io.regroup.crossvalidation.agreement;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.agreement.ColumnAgreement.Worst;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Lays a report out as a table. */
final class AgreementTable {

    private record Row(
            String engine,
            @Nullable String reduction,
            @Nullable Layout layout,
            String outcome,
            @Nullable PairAgreement pair,
            @Nullable ColumnAgreement column,
            @Nullable String note) {

        @Nullable
        Worst worst() {
            return column == null ? null : column.worst();
        }
    }

    private final List<Row> rows = new ArrayList<>();

    private AgreementTable() {}

    static Table of(AgreementReport report) {
        AgreementTable table = new AgreementTable();
        report.pairs().forEach(table::add);
        report.notRun()
                .forEach(left -> table.rows.add(
                        new Row(left.engine(), left.reduction(), left.layout(), "not run", null, null, left.reason())));
        return table.build();
    }

    private void add(PairAgreement pair) {
        Contender contender = pair.contender();
        if (pair.failure() != null) {
            rows.add(new Row(
                    contender.engine(),
                    contender.reduction(),
                    contender.layout(),
                    "failed",
                    pair,
                    null,
                    pair.failure()));
        }
        for (ColumnAgreement column : pair.columns()) {
            rows.add(new Row(
                    contender.engine(),
                    contender.reduction(),
                    contender.layout(),
                    column.agrees() ? "agrees" : "differs",
                    pair,
                    column,
                    null));
        }
    }

    private Table build() {
        return Table.builder()
                .column("engine", texts(Row::engine))
                .column("reduction", texts(Row::reduction))
                .column(
                        "layout",
                        texts(row -> row.layout() == null ? null : row.layout().toString()))
                .column(
                        "column",
                        texts(row -> row.column() == null ? null : row.column().column()))
                .column("outcome", texts(Row::outcome))
                .column("groups", counts(Row::column, ColumnAgreement::groups))
                .column("beyond", counts(Row::column, ColumnAgreement::beyond))
                .column("largest_relative", numbers(Row::column, ColumnAgreement::relative))
                .column("largest_ulps", numbers(Row::column, ColumnAgreement::ulps))
                .column("largest_multiple", numbers(Row::column, ColumnAgreement::multiple))
                .column(
                        "worst_group",
                        texts(row -> row.worst() == null ? null : row.worst().key()))
                .column("worst_rows", counts(Row::worst, Worst::rows))
                .column("worst_condition", numbers(Row::worst, Worst::condition))
                .column(
                        "worst_reference",
                        texts(row -> row.worst() == null ? null : row.worst().reference()))
                .column(
                        "worst_value",
                        texts(row -> row.worst() == null ? null : row.worst().value()))
                .column("worst_allowed", numbers(Row::worst, Worst::allowed))
                .column("near_rank", counts(Row::pair, PairAgreement::nearRank))
                .column("seconds", numbers(Row::pair, PairAgreement::seconds))
                .column("note", texts(Row::note))
                .build();
    }

    private Column texts(Function<Row, @Nullable String> text) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = text.apply(rows.get(i));
        }
        return Column.of(values);
    }

    private <T> Column counts(Function<Row, @Nullable T> part, ToLongFunction<T> count) {
        long[] values = new long[rows.size()];
        boolean[] missing = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            T present = part.apply(rows.get(i));
            missing[i] = present == null;
            values[i] = present == null ? 0 : count.applyAsLong(present);
        }
        return Column.ofStored(ColumnType.INT64, values, missing);
    }

    private <T> Column numbers(Function<Row, @Nullable T> part, ToDoubleFunction<T> number) {
        double[] values = new double[rows.size()];
        boolean[] missing = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            T present = part.apply(rows.get(i));
            missing[i] = present == null;
            values[i] = present == null ? Double.NaN : number.applyAsDouble(present);
        }
        return Column.ofStored(ColumnType.FLOAT64, values, missing);
    }
}
