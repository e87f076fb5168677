package io.regroup.api.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Table;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One error before any work for what cannot be computed: it names the thing and how to mend it. */
class AggregateErrorsTest {

    private static final Table TABLE = Table.builder()
            .column("k", new int[] {1})
            .column("x", new double[] {1})
            .column("s", new String[] {"a"})
            .column("d", Column.ofStored(ColumnType.of(ColumnType.Kind.DATE), new long[] {1}, null))
            .build();

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(InvalidArgumentException.class).hasMessageContainingAll(parts);
    }

    private static void build(AggregateSpec.Builder builder) {
        assertThat(new AggregateInput(TABLE, builder.build())).isNotNull();
    }

    private static AggregateSpec.Builder byKey(String aggregates) {
        return AggregateSpec.groupBy("k").aggregates(aggregates);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u00a7',
            value = {
                "meen(x)|did you mean mean?",
                "mean|expected a function of a column, as in mean(x)",
                "mean(x) sum(x)|expected a function of a column",
                "mean(x),|expected a function of a column",
                "mean()|expected a function of a column",
                "quantile(x)|expected a share from 0 to 1 after the column, got none",
                "quantile(x, 90)|expected a share from 0 to 1, got 90",
                "quantile(x, NaN)|expected a share from 0 to 1, got NaN",
                "quantile(x, half)|expected a number, got \"half\"",
                "mean(x, 2)|expected none, got 2",
                "var(x, 0.5)|expected a whole number, 0 or more",
                "nancount(x)|write count",
                "\"\" = mean(x)|the name for the result is empty"
            })
    void textThatIsNoAggregate(String text, String part) {
        assertRefused(() -> Aggregate.parse(text), "aggregate ", part);
    }

    @Test
    void partsThatDoNotFitTogether() {
        assertRefused(() -> build(AggregateSpec.groupBy().mean("x")), "group by: no column given", "bins");
        assertRefused(() -> build(AggregateSpec.groupBy("k")), "aggregates: none given", "mean(x)");
        assertRefused(() -> build(byKey("mean(x), mean(x)")), "x_mean already", "another name");
        assertRefused(() -> build(byKey("k = mean(x)")), "has a column k already");
        assertRefused(() -> build(byKey("group_rows = mean(x)")), "has a column group_rows already");
        assertRefused(() -> build(AggregateSpec.groupBy("k", "k").mean("x")), "two columns", "called k");
        assertRefused(() -> build(byKey("weighted_mean(x)")), "no weight given");
        assertRefused(() -> build(byKey("mean(x)").weight("x")), "no aggregate makes use of it");
        assertRefused(() -> build(byKey("mean(x)").minCount(-1)), "minimum count: expected at least 0, got -1");
        assertRefused(() -> build(byKey("mean(x)").expect("x", 1)), "expected groups of x", "[k]");
    }

    @Test
    void columnsThatDoNotServe() {
        assertRefused(() -> build(byKey("mean(y), sum(z)")), "columns y, z: not in table of 1 rows", "there are: k");
        assertRefused(() -> build(byKey("mean(s)")), "aggregate mean(s)", "STRING", "only be counted");
        assertRefused(() -> build(byKey("mean(d)")), "aggregate mean(d)", "DATE", "ask for its count, min");
        assertRefused(() -> build(byKey("mean(x)").bin("s", Bins.width(1))), "bins of s: expected numbers", "STRING");
        build(byKey("count(s), max(d), count(d)").bin("x", Bins.width(1)));
    }

    @Test
    void valuesOfAnotherType() {
        assertRefused(() -> build(byKey("count(x)").fill(0.5)), "fill 0.5", "INT64", "a whole number");
        assertRefused(() -> build(byKey("any(x)").fill(2)), "fill 2.0", "BOOLEAN", "0 for false");
        assertRefused(() -> build(byKey("min(d)").fill(2)), "fill 2.0", "DATE", "no number");
        build(byKey("mean(x), count(x), any(x)").fill(1));
    }

    @Test
    void bins() {
        assertRefused(() -> Bins.breaks(1), "at least 2 breaks, got 1");
        assertRefused(() -> Bins.breaks(1, 1), "breaks that ascend, got 1.0, 1.0");
        assertRefused(() -> Bins.breaks(1, Double.NaN), "breaks that ascend");
        assertRefused(() -> Bins.width(0), "a width above 0, got 0.0");
        assertRefused(() -> Bins.parse("width"), "bins \"width\"", "width 0.5");
        assertRefused(() -> Bins.parse("1, two"), "bins \"1, two\"");
        assertRefused(() -> Bins.parse("1, 2 closed"), "closed left");
        assertThat(Bins.parse(" -1,0 , 1e3 closed left")).hasToString("-1.0, 0.0, 1000.0 closed left");
        assertThat(Bins.parse("width 0.5")).hasToString("width 0.5");
        assertThat(Bins.parse("0,1 closed right")).hasToString("0.0, 1.0");
    }

    @Test
    void expectedValuesAreOfTheKeysType() {
        ColumnType date = ColumnType.of(ColumnType.Kind.DATE);
        assertThat(KeyValues.parse("k", ColumnType.INT32, "3")).isEqualTo(3L);
        assertThat(KeyValues.parse("k", ColumnType.BOOLEAN, true)).isEqualTo(1L);
        assertThat(KeyValues.parse("k", date, "1970-01-03")).isEqualTo(2L);
        assertThat(KeyValues.parse("k", ColumnType.decimal(5, 2), "1.5")).isEqualTo("1.50");
        assertThat(KeyValues.parse("k", ColumnType.of(ColumnType.Kind.TIMESTAMP), "1970-01-01 00:00:01"))
                .isEqualTo(1_000_000L);
        assertThat(KeyValues.parse("k", ColumnType.STRING, " a ")).isEqualTo(" a ");
        assertRefused(() -> KeyValues.parse("k", ColumnType.INT32, "1.5"), "expected group k = 1.5", "INT32");
        assertRefused(() -> KeyValues.parse("k", date, "yesterday"), "expected group k = yesterday", "DATE");
        assertRefused(() -> KeyValues.parse("k", ColumnType.BOOLEAN, "yes"), "expected group k = yes", "BOOLEAN");
    }
}
