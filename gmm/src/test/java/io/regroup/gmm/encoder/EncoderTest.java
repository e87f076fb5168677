package io.regroup.gmm.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What columns of all sorts become, and that they come back. */
class EncoderTest {

    private static final MixtureSpec THREE = MixtureSpec.builder().components(3).build();

    private static EncoderSpec.Builder spec() {
        return EncoderSpec.builder().mixture(THREE);
    }

    /** Encodes, keeps, decodes; returns what comes back. */
    private static Table roundTrip(Dataset rows, EncoderSpec spec) {
        Encoder encoder = Encoder.fit(rows, spec, Rows.OPTIONS);
        return Rows.copy(encoder.decode(Rows.copy(encoder.encode(rows))));
    }

    private static List<@Nullable Object> values(Dataset rows, String column) {
        return Rows.read(rows).getOrDefault(column, List.of());
    }

    private static void assertReturns(Dataset rows, EncoderSpec spec) {
        Table back = roundTrip(rows, spec);
        Map<String, List<@Nullable Object>> expected = Rows.read(rows);
        Rows.read(back).forEach((name, values) -> {
            assertThat(back.schema().typeOf(name)).isEqualTo(rows.schema().typeOf(name));
            assertThat(values).as(name).isEqualTo(expected.get(name));
        });
    }

    @ParameterizedTest
    @EnumSource
    void numbersComeBackInTheirPlace(Assignment assignment) {
        double[] x = Rows.bells(20_000, 1);
        Table back = roundTrip(
                Rows.table("x", x),
                spec().continuous("x").assignment(assignment).build());

        double[] y = back.doubles("x");
        assertThat(y).hasSize(x.length);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).as("row %d", i).isCloseTo(x[i], within(1e-9 * Math.abs(x[i])));
        }
    }

    @Test
    void columnsAreNamedAndTyped() {
        Encoder encoder = Encoder.fit(
                Table.builder()
                        .column("x", new double[] {1, 1, 2, Double.NaN})
                        .column("c", new String[] {"b", "a", null, "b"})
                        .build(),
                spec().continuous("x")
                        .categorical("c")
                        .unseen(UnseenCategories.COLUMN)
                        .build(),
                Rows.OPTIONS);

        Dataset encoded = encoder.encode(Table.builder()
                .column("c", new String[] {"z", null, "a"})
                .column("more", new int[3])
                .column("x", new double[] {1e300, Double.NaN, 1})
                .build());

        int width = encoder.models().get(0).width();
        List<String> names = new ArrayList<>(List.of("x"));
        IntStream.range(0, width).forEach(rank -> names.add("x_" + rank));
        names.addAll(List.of("x_overflow", "x_nan", "c_0", "c_1", "c_overflow", "c_missing", "c_unseen"));
        assertThat(encoded.schema().names()).isEqualTo(names);
        Map<String, List<@Nullable Object>> values = Rows.read(encoded);
        assertThat(values.get("x")).containsExactly(0.99, 0.0, values.get("x").get(2));
        assertThat(values.get("x_overflow")).containsExactly(1e300, null, null);
        assertThat(values.get("x_nan")).containsExactly(false, true, false);
        assertThat(values.get("c_0")).containsExactly(false, false, false);
        assertThat(values.get("c_1")).containsExactly(false, false, true);
        assertThat(values.get("c_overflow")).containsExactly("z", null, null);
        assertThat(values.get("c_missing")).containsExactly(false, true, false);
        assertThat(values.get("c_unseen")).containsExactly(true, false, false);
        assertThat(values(encoder.decode(encoded), "c")).containsExactly("z", null, "a");
        assertThat(values(encoder.decode(encoded), "x")).containsExactly(1e300, Double.NaN, 1.0);
    }

    @Test
    void missingAndNanAndInfiniteAreDifferentThings() {
        double[] x = {1, 2, 3, Double.NaN, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 5e-324};
        boolean[] missing = new boolean[x.length];
        missing[4] = true;
        Table rows = Table.builder()
                .column("x", Column.ofStored(ColumnType.FLOAT64, x, missing))
                .build();

        assertReturns(rows, spec().continuous("x").build());
        // the scale of logarithms takes the last digits of ordinary values
        List<@Nullable Object> back = values(roundTrip(rows, spec().log("x").build()), "x");
        assertThat((Double) back.get(1)).isCloseTo(2, within(1e-9));
        assertThat(back.subList(3, 10)).isEqualTo(values(rows, "x").subList(3, 10));
        assertReturns(
                rows, spec().mixed("x", "2", "NaN", "missing", "0", "Infinity").build());
        assertReturns(rows, spec().categorical("x").build());
    }

    @Test
    void integersComeBackAsIntegers() {
        long[] wide = {1, -5, 3, 9_007_199_254_740_993L, Long.MAX_VALUE, Long.MIN_VALUE, 0, 7, 1L << 53};
        int[] narrow = {1, 2, 3, 100, -100, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 5};
        Table rows = Table.builder()
                .column("wide", wide)
                .column("narrow", narrow)
                .column(
                        "small",
                        Column.ofStored(
                                ColumnType.of(ColumnType.Kind.INT8), new long[] {1, 2, 3, -128, 127, 0, 5, 5, 9}, null))
                .column("digits", Column.ofStored(ColumnType.of(ColumnType.Kind.UINT128), new String[] {
                    "0", "340282366920938463463374607431768211455", "12", "13", "14", "1", "2", "3", "4"
                }))
                .column("money", Column.ofStored(ColumnType.decimal(12, 2), new String[] {
                    "0.10", "-0.30", "9999999999.99", "1.50", null, "2.25", "0.00", "7.00", "7.01"
                }))
                .column("single", new float[] {0.1f, 3e38f, 1e-45f, -0.0f, 1, 2, 3, 4, 16777217})
                .build();

        String[] names = rows.schema().names().toArray(String[]::new);
        assertReturns(rows, spec().continuous(names).build());
        assertReturns(rows, spec().log(names).build());
        assertReturns(rows, spec().categorical(names).build());
        assertReturns(
                rows,
                spec().mixed("wide", "9007199254740993", "0")
                        .mixed("money", "7", "0.1")
                        .build());
    }

    @Test
    void categoriesOfAllTypesComeBack() {
        Table rows = Table.builder()
                .column("text", new String[] {"b", "a", "", null, "b"})
                .column("flag", new boolean[] {true, false, true, true, false})
                .column(
                        "day",
                        Column.ofStored(ColumnType.of(ColumnType.Kind.DATE), new long[] {0, 20_000, -5, 0, 1}, null))
                .column("number", new double[] {0.0, -0.0, Double.NaN, 1, Double.POSITIVE_INFINITY})
                .build();

        assertReturns(
                rows,
                EncoderSpec.builder()
                        .categorical("text", "flag", "day", "number")
                        .build());
        assertThat(values(rows, "day")).startsWith(LocalDate.EPOCH);
    }

    @Test
    void categoriesAreOrderedByFrequencyThenValue() {
        Encoder encoder = Encoder.fit(
                Table.builder()
                        .column("t", new String[] {"x", "b", "b", "\uFFFD", "\uD83D\uDE00", "a"})
                        .column("n", new int[] {10, 9, 9, 10, -3, 200})
                        .build(),
                EncoderSpec.builder().categorical("t", "n").build(),
                Rows.OPTIONS);

        assertThat(((CategoricalModel) encoder.models().get(0)).categories())
                .extracting(CategoricalModel.Category::value)
                .containsExactly("b", "a", "x", "\uFFFD", "\uD83D\uDE00");
        assertThat(((CategoricalModel) encoder.models().get(1)).categories())
                .extracting(CategoricalModel.Category::value)
                .containsExactly("9", "10", "-3", "200");
    }

    @Test
    void modalValuesComeBackBitForBit() {
        double[] x = Rows.bells(3000, 5);
        for (int i = 0; i < x.length; i += 4) {
            x[i] = i % 8 == 0 ? 0.1 : -7.25;
        }
        boolean[] missing = new boolean[x.length];
        missing[6] = true;
        Table rows = Table.builder()
                .column("x", Column.ofStored(ColumnType.FLOAT64, x, missing))
                .build();
        // the marker of missing values stands in the middle
        Encoder encoder =
                Encoder.fit(rows, spec().mixed("x", "0.1", "missing", "-7.25").build(), Rows.OPTIONS);
        Table encoded = Rows.copy(encoder.encode(rows));

        NumericModel model = (NumericModel) encoder.models().get(0);
        assertThat(model.missingColumn()).isFalse();
        assertThat(model.modes()).extracting(NumericModel.Mode::rows).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(model.modes().getLast()).isEqualTo(new NumericModel.Mode(-1, "missing", 1));
        assertThat(model.fit().used()).isEqualTo(x.length - x.length / 4 - 1);
        assertThat(model.fit().notes()).isEmpty();
        Table back = Rows.copy(encoder.decode(encoded));
        for (int i = 0; i < x.length; i += 4) {
            assertThat(back.doubles("x")[i]).isEqualTo(x[i]);
            assertThat(encoded.column("x_overflow").isNull(i)).isTrue();
        }
        assertThat(back.column("x").isNull(6)).isTrue();
    }

    @Test
    void columnOfModalValuesAloneHasNoMixture() {
        Table rows = Rows.table("x", 0, -1, 0, 0);
        Encoder encoder = Encoder.fit(rows, spec().mixed("x", "-1", "0").build(), Rows.OPTIONS);

        assertThat(((NumericModel) encoder.models().get(0)).mixture()).isNull();
        Table others = Rows.table("x", 0, 3.5, -1);
        assertThat(values(encoder.decode(encoder.encode(others)), "x")).containsExactly(0.0, 3.5, -1.0);
    }

    @Test
    void constantsFewValuesAndOneRowAreFitted() {
        assertReturns(Rows.table("x", 4.25), spec().continuous("x").build());
        assertReturns(
                Rows.table("x", 1e300, 1e300, 1e300), spec().continuous("x").build());
        assertReturns(
                Rows.table("x", 1, 2, 1, 2, 2),
                EncoderSpec.builder().continuous("x").build());
        Encoder encoder =
                Encoder.fit(Rows.table("x", 7, 7), spec().continuous("x").build(), Rows.OPTIONS);
        assertThat(values(encoder.decode(encoder.encode(Rows.table("x", 7, 1e9, -3))), "x"))
                .containsExactly(7.0, 1e9, -3.0);
        assertThat(encoder.models().get(0).width()).isEqualTo(1);
        assertThat(((NumericModel) encoder.models().get(0)).fit().engine()).isNull();
    }

    @Test
    void logarithmsAreOfPositiveValuesOrSigned() {
        double[] x = new double[500];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.exp(i % 7 + 0.01 * i);
        }
        Encoder positive = Encoder.fit(Rows.table("x", x), spec().log("x").build(), Rows.OPTIONS);
        assertThat(((NumericModel) positive.models().get(0)).scale()).isEqualTo(NumericModel.Scale.LOG);
        assertThat(values(positive.decode(positive.encode(Rows.table("x", -2, 0, 1e-300))), "x"))
                .containsExactly(-2.0, 0.0, 1e-300);
        x[3] = 0;
        Encoder signed = Encoder.fit(Rows.table("x", x), spec().log("x").build(), Rows.OPTIONS);
        assertThat(((NumericModel) signed.models().get(0)).scale()).isEqualTo(NumericModel.Scale.SIGNED_LOG);
        Table back = Rows.copy(signed.decode(signed.encode(Rows.table("x", x))));
        for (int i = 0; i < x.length; i++) {
            assertThat(back.doubles("x")[i]).isCloseTo(x[i], within(1e-9 * x[i]));
        }
    }

    @Test
    void bitsDependOnNothingButTheRows() {
        Table rows = Table.builder()
                .column("a", Rows.bells(30_000, 1))
                .column("b", Rows.bells(30_000, 2))
                .build();
        EncoderSpec spec = spec().continuous("a", "b").seed(11).build();
        Map<String, List<@Nullable Object>> expected =
                Rows.read(Encoder.fit(rows, spec, Rows.OPTIONS.withThreads(1)).encode(rows));

        for (int threads : new int[] {2, 5}) {
            for (int part : new int[] {1777, 30_000}) {
                Dataset parts = new Rows.Parts(rows, part);
                for (long memory : new long[] {1, 1 << 30}) {
                    Encoder encoder = Encoder.fit(
                            parts, spec, Rows.OPTIONS.withThreads(threads).withMemory(memory));
                    assertThat(Rows.read(encoder.encode(parts))).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void partsAreEncodedAsInTheWhole() {
        Table rows = Rows.table("a", Rows.bells(5000, 1));
        Encoder encoder = Encoder.fit(rows, spec().continuous("a").build(), Rows.OPTIONS);
        Dataset encoded = encoder.encode(new Rows.Parts(rows, 1234));
        List<@Nullable Object> expected = values(encoded, "a");
        List<@Nullable Object> found = new ArrayList<>();
        for (var part : encoded.parts()) {
            try (var reader = encoded.read(List.of(ColumnRequest.number("a")), part)) {
                for (var block = reader.next(); block != null; block = reader.next()) {
                    assertThat(block.firstRow()).isEqualTo(found.size());
                    for (int i = 0; i < block.rowCount(); i++) {
                        found.add(block.column(0).get(i));
                    }
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void seedAndNameOfTheColumnMatter() {
        double[] x = new double[200];
        Table rows = Table.builder().column("a", x).column("b", x).build();
        GaussianMixture equals =
                GaussianMixture.univariate(new double[] {0.5, 0.5}, new double[] {-1, 1}, new double[] {2, 2});
        List<ColumnModel> models = List.of(Rows.model("a", equals, false), Rows.model("b", equals, false));
        EncoderSpec.Builder spec = spec().continuous("a", "b");
        Map<String, List<@Nullable Object>> encoded =
                Rows.read(Encoder.of(spec.build(), models, Rows.OPTIONS).encode(rows));
        assertThat(encoded.get("a")).contains(-0.125, 0.125).isNotEqualTo(encoded.get("b"));
        Encoder other = Encoder.of(spec.seed(1).build(), models, Rows.OPTIONS);
        assertThat(Rows.read(other.encode(rows)).get("a")).isNotEqualTo(encoded.get("a"));
    }

    @Test
    void rowsOfAGenerativeModelAreDecoded() {
        GaussianFixture fixture = new GaussianFixture();
        Table made = Table.builder()
                .column("x", new double[] {0.5, 7, -7, 0})
                .column("x_0", new double[] {0.2, 0.9, 0.4, 0.1})
                .column("x_1", new double[] {0.7, 0.1, 0.4, 0.2})
                .build();
        Dataset decoded = fixture.encoder.decode(made);
        // largest of the one-hot columns, the first of equals; values are cut off at ±1
        assertThat(values(decoded, "x")).containsExactly(10 + 0.5 * 8, 4.0, -4.0, 10.0);
        try (var reader = decoded.read(List.of(ColumnRequest.number("x")))) {
            assertThat(reader.next()).isNotNull();
            assertThat(reader.notes()).anyMatch(note -> note.startsWith("column x_overflow: not in"));
        }
    }

    /** Components N(0, 1) and N(10, 2). */
    private static final class GaussianFixture {
        final Encoder encoder = Encoder.of(
                EncoderSpec.builder().continuous("x").build(),
                List.of(Rows.model(
                        "x",
                        GaussianMixture.univariate(new double[] {0.5, 0.5}, new double[] {0, 10}, new double[] {1, 2}),
                        false)),
                Rows.OPTIONS);
    }

    @Test
    void rowsThatBelongNowhereAreErrors() {
        Encoder encoder = new GaussianFixture().encoder;
        Table none = Table.builder()
                .column("x", new double[] {0})
                .column("x_0", new double[] {0})
                .column("x_1", new double[] {0})
                .build();
        assertThatThrownBy(() -> Rows.read(encoder.decode(none)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "row 1: none of the one-hot columns of x is set, and it is not marked as missing; each row needs one");
        Table nan = Table.builder()
                .column("x", new double[] {Double.NaN})
                .column("x_0", new double[] {1})
                .column("x_1", new double[] {0})
                .build();
        assertThatThrownBy(() -> Rows.read(encoder.decode(nan)))
                .hasMessage("row 1: column x has no value, though its one-hot column 0 is that of a component");
        assertThatThrownBy(() -> encoder.decode(Rows.table("x", 1)))
                .hasMessageStartingWith("column x_0: not in table of 1 rows, but the model of x has it; ");
        assertThatThrownBy(() -> encoder.decode(Table.builder()
                        .column("x", new String[] {"a"})
                        .column("x_0", new double[] {1})
                        .column("x_1", new double[] {1})
                        .build()))
                .hasMessage(
                        "column x: expected numbers or booleans, got STRING; decode what was encoded with this model");
    }

    @Test
    void valuesThatNoModelKnowsAreErrorsThatNameTheRow() {
        Table rows = Table.builder()
                .column("x", new double[] {1, 2, 3})
                .column("c", new String[] {"a", "b", "a"})
                .build();
        Encoder encoder =
                Encoder.fit(rows, spec().continuous("x").categorical("c").build(), Rows.OPTIONS);
        assertThatThrownBy(() -> Rows.read(encoder.encode(Table.builder()
                        .column("x", new double[] {1, Double.NaN})
                        .column("c", new String[] {"a", "a"})
                        .build())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "column x: row 2 is NaN, but its model has no indicator for NaN; fit with indicators for all columns"
                                + " (--missing always, in Java MissingValues.ALWAYS)");
        assertThatThrownBy(() -> Rows.read(encoder.encode(Table.builder()
                        .column("x", new double[] {1})
                        .column("c", new String[] {"z"})
                        .build())))
                .hasMessage(
                        "column c: row 1 has the category z, which did not occur when its model was fitted; fit with a"
                                + " column for such categories (--unseen column, in Java UnseenCategories.COLUMN)");
        assertThatThrownBy(() -> encoder.encode(Table.builder()
                        .column("x", new int[] {1})
                        .column("c", new String[] {"a"})
                        .build()))
                .hasMessage("column x: expected FLOAT64, the type that its model was fitted to, got INT32; convert it");
        assertThatThrownBy(() -> encoder.encode(Rows.table("x", 1))).hasMessageStartingWith("column c: not in table");
    }

    @Test
    void missingValuesAreErrorsOrAlwaysHaveIndicators() {
        Table rows = Rows.table("x", 1, 2, Double.NaN);
        assertThatThrownBy(() -> Encoder.fit(
                        rows,
                        spec().continuous("x").missing(MissingValues.ERROR).build(),
                        Rows.OPTIONS))
                .hasMessage("column x: NaN in 1 row, which is an error by option; allow an indicator for it");
        Encoder always = Encoder.fit(
                Table.builder()
                        .column("x", new double[] {1, 2})
                        .column("c", new String[] {"a", "b"})
                        .build(),
                spec().continuous("x")
                        .categorical("c")
                        .missing(MissingValues.ALWAYS)
                        .build(),
                Rows.OPTIONS);
        assertThat(always.models().get(0).outputs()).extracting("name").contains("x_missing", "x_nan");
        assertThat(always.models().get(1).outputs()).extracting("name").contains("c_missing");
    }

    @Test
    void mistakesAreFoundBeforeAnyWork() {
        Table rows = Table.builder()
                .column("x", new int[] {1})
                .column("t", new String[] {"a"})
                .build();
        assertMistake(rows, spec().continuous("y"), "column y: not in table of 1 rows; ");
        assertMistake(rows, spec().continuous("t"), "column t: expected numbers, got STRING; encode it as categorical");
        assertMistake(rows, spec().mixed("x", "0.5"), "column x, modal value: expected a value of type INT32, got 0.5");
        assertMistake(rows, spec().mixed("x", "1", "1.0"), "column x, modal value: 1.0 is given twice in [1, 1.0]");
        assertThatThrownBy(() -> spec().build()).hasMessageStartingWith("columns: none given");
        assertThatThrownBy(() -> spec().continuous("x").categorical("X").build())
                .hasMessage("column X: given twice; encode each column in one way");
        assertThatThrownBy(() -> spec().continuous("x", "x_0").build())
                .hasMessage("column x_0: a column that x is encoded to may have this name; rename one of the two");
        assertThatThrownBy(() -> spec().continuous("x").leastWeight(1).build())
                .hasMessage("least weight of a component: expected a number from 0 to below 1, got 1.0");
        assertThatThrownBy(() -> spec().mixed("x").build()).hasMessageContaining("no modal value is given");
    }

    private static void assertMistake(Table rows, EncoderSpec.Builder spec, String message) {
        assertThatThrownBy(() -> Encoder.fit(rows, spec.build(), Rows.OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void columnsThatCannotBeFittedSayWhy() {
        assertThatThrownBy(() -> Encoder.fit(
                        Rows.table("x", Double.NaN, Double.POSITIVE_INFINITY),
                        spec().continuous("x").build(),
                        Rows.OPTIONS))
                .hasMessage("column x: no finite value in 2 rows, nothing to fit a mixture to; leave it out");
        assertThatThrownBy(() -> Encoder.fit(
                        Rows.table("x", 1, 2, 3),
                        spec().categorical("x").mostCategories(2).build(),
                        Rows.OPTIONS))
                .hasMessage(
                        "column x: more than 2 categories; allow more, or encode it as continuous if it is one of numbers");
    }
}
