package io.regroup.gmm.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was wrong with the encoder's predecessor, one test for each finding. */
class PredecessorDefectsTest {

    /** Components at 0, 10, 20, …, 90; the first two and the fifth are left out, ranks run from the right. */
    private static final int[] KEPT = {9, 8, 7, 6, 5, 3, 2};

    private static NumericModel tenComponents() {
        double[] weights = new double[10];
        double[] means = new double[10];
        double[] deviations = new double[10];
        for (int k = 0; k < 10; k++) {
            weights[k] = 0.1;
            means[k] = 10 * k;
            deviations[k] = 0.5;
        }
        List<NumericModel.Mode> modes = new ArrayList<>();
        for (int k : KEPT) {
            modes.add(new NumericModel.Mode(k, null, k));
        }
        return Rows.model("x", GaussianMixture.univariate(weights, means, deviations), modes, false);
    }

    private static Encoder tenComponentEncoder() {
        return Encoder.of(EncoderSpec.builder().continuous("x").build(), List.of(tenComponents()), Rows.OPTIONS);
    }

    /** Defects 1 and 2: kept components that come late were cut off, and their numbers taken for those of all components. */
    @Test
    void keptComponentsBehindDroppedOnesAreDrawnAndDecoded() {
        double[] x = {90.25, 80, 69.5, 60.1, 50, 30.2, 20};
        Map<String, List<@Nullable Object>> encoded =
                Rows.read(tenComponentEncoder().encode(Rows.table("x", x)));
        for (int i = 0; i < x.length; i++) {
            assertThat(encoded.get("x_" + i)).as("rank %d", i).isNotNull();
            assertThat(encoded.get("x_" + i).get(i)).as("row %d", i).isEqualTo(true);
            assertThat((Double) encoded.get("x").get(i)).isCloseTo((x[i] - 10 * KEPT[i]) / 2, within(1e-12));
            assertThat(encoded.get("x_overflow").get(i)).isNull();
        }
    }

    /** Defect 3: responsibilities met other rows; then two thirds of the values lay outside of ±0.99. */
    @Test
    void rowsKeepTheirOwnResponsibilities() {
        double[] x = new double[7000];
        for (int i = 0; i < x.length; i++) {
            x[i] = 10 * KEPT[(i * 5) % 7] + 0.001 * (i % 100);
        }
        EncodedDataset encoded = tenComponentEncoder().encode(new Rows.Parts(Rows.table("x", x), 999));
        Rows.read(encoded);
        assertThat(encoded.losses().get("x")).isNotNull();
        assertThat(encoded.losses().get("x").values()).isLessThan(5);
    }

    /** Defect 4: columns were glued side by side in orders of their own. */
    @Test
    void columnsStayBesideEachOther() {
        double[] a = Rows.bells(7_000, 1);
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = 2 * a[i] + 1;
        }
        Table rows = Table.builder().column("a", a).column("b", b).build();
        Encoder encoder =
                Encoder.fit(rows, EncoderSpec.builder().continuous("a", "b").build(), Rows.OPTIONS);
        Table back = Rows.copy(encoder.decode(Rows.copy(encoder.encode(new Rows.Parts(rows, 777)))));
        for (int i = 0; i < a.length; i++) {
            assertThat(back.doubles("b")[i])
                    .isCloseTo(2 * back.doubles("a")[i] + 1, within(1e-8 * Math.max(1, Math.abs(b[i]))));
        }
    }

    /** Defect 5: draws had no seed, and responsibilities that vanish were divided by zero. */
    @Test
    void drawsAreRepeatedAndVanishingResponsibilitiesAreDrawnFrom() {
        double[] x = new double[500];
        for (int i = 0; i < x.length; i++) {
            // only components that are left out are responsible
            x[i] = i % 2 == 0 ? 0 : 40.01;
        }
        Map<String, List<@Nullable Object>> once =
                Rows.read(tenComponentEncoder().encode(Rows.table("x", x)));
        assertThat(Rows.read(tenComponentEncoder().encode(Rows.table("x", x)))).isEqualTo(once);
        for (int i = 0; i < x.length; i++) {
            assertThat((Double) once.get("x").get(i)).isBetween(-0.99, 0.99);
        }
        for (int rank = 0; rank < KEPT.length; rank++) {
            assertThat(once.get("x_" + rank)).contains(true);
        }
    }

    /** Defect 6: values beyond 3.96 standard deviations were lost. */
    @Test
    void extremesComeBack() {
        double[] x = {1e6, -1e6, 90 + 93 * 0.5, -3146 * 0.5, 1e308};
        assertThat(Rows.read(tenComponentEncoder().decode(tenComponentEncoder().encode(Rows.table("x", x))))
                        .get("x"))
                .containsExactly(1e6, -1e6, 136.5, -1573.0, 1e308);
    }

    /** Defect 7: with other kinds of columns in between, columns met the models of others, or vanished. */
    @Test
    void columnsOfAllKindsMeetTheirOwnModels() {
        Table rows = Table.builder()
                .column("c", new String[] {"u", "v", "u", "u"})
                .column("x", new double[] {1, 2, 3, 4})
                .column("m", new double[] {0, 5, 0, 6})
                .column("d", new int[] {3, 3, 4, 4})
                .column("y", new double[] {-1000, -2000, -3000, -4000})
                .build();
        EncoderSpec spec = EncoderSpec.builder()
                .continuous("y")
                .mixed("m", "0")
                .categorical("d", "c")
                .continuous("x")
                .build();
        Encoder encoder = Encoder.fit(rows, spec, Rows.OPTIONS);
        Dataset back = encoder.decode(Rows.copy(encoder.encode(rows)));
        assertThat(back.schema().names()).containsExactly("y", "m", "d", "c", "x");
        Map<String, List<@Nullable Object>> expected = Rows.read(rows);
        Rows.read(back).forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }

    /** Defect 8: order and number of columns followed from the rows of each call. */
    @Test
    void widthAndOrderAreFixedWhenFitted() {
        double[] x = Rows.bells(5000, 4);
        Encoder encoder = Encoder.fit(
                Rows.table("x", x),
                EncoderSpec.builder()
                        .continuous("x")
                        .assignment(Assignment.MOST_LIKELY)
                        .build(),
                Rows.OPTIONS);
        NumericModel model = (NumericModel) encoder.models().get(0);
        assertThat(model.modes())
                .isSortedAccordingTo((a, b) -> a.rows() != b.rows()
                        ? Long.compare(b.rows(), a.rows())
                        : Integer.compare(a.component(), b.component()));
        assertThat(model.modes().stream().allMatch(mode -> mode.rows() > 0)).isTrue();
        // frequencies that were fitted are those of the most responsible components
        Table all = Rows.copy(encoder.encode(Rows.table("x", x)));
        List<String> names = encoder.encode(Rows.table("x", x)).schema().names();
        assertThat(encoder.encode(Rows.table("x", x[0])).schema().names()).isEqualTo(names);
        assertThat(names).hasSize(model.width() + 2);
        assertThat(all.rowCount()).isEqualTo(x.length);
        for (int rank = 0; rank < 2; rank++) {
            Column bits = all.column("x_" + rank);
            long ones = 0;
            for (int i = 0; i < x.length; i++) {
                ones += Boolean.TRUE.equals(bits.get(i)) ? 1 : 0;
            }
            assertThat(ones).isCloseTo(model.modes().get(rank).rows(), within(x.length / 50L));
        }
    }

    /** Defect 9: null and NaN were exceptions, constants NaN, and what came in to be decoded was not looked at. */
    @Test
    void missingValuesAndConstantsAreNoExceptions() {
        Table rows = Table.builder()
                .column("x", Column.ofStored(ColumnType.FLOAT64, new double[] {5, Double.NaN, 0, 5}, new boolean[] {
                    false, false, true, false
                }))
                .build();
        Encoder encoder =
                Encoder.fit(rows, EncoderSpec.builder().continuous("x").build(), Rows.OPTIONS);
        assertThat(Rows.read(encoder.decode(encoder.encode(rows))).get("x"))
                .containsExactly(5.0, Double.NaN, null, 5.0);
        NumericModel model = (NumericModel) encoder.models().get(0);
        GaussianMixture mixture = model.mixture();
        assertThat(mixture).isNotNull();
        assertThat(mixture.deviation(0, 0)).isEqualTo(1);
    }

    /** Defect 10: models were not kept. */
    @Test
    void modelsAreKept(@TempDir Path directory) {
        Table rows = Rows.table("x", Rows.bells(2000, 9));
        EncoderSpec spec = EncoderSpec.builder()
                .continuous("x")
                .mixture(MixtureSpec.builder().components(4).build())
                .build();
        ModelDirectory.create(directory, spec, rows, null).fit(rows, Rows.OPTIONS, null);
        Encoder opened = ModelDirectory.open(directory).encoder(Rows.OPTIONS);
        List<Schema.Field> fields = opened.encode(rows).schema().fields();
        assertThat(fields).isEqualTo(opened.models().get(0).outputs());
        assertThat(Rows.read(opened.encode(rows)))
                .isEqualTo(Rows.read(Encoder.fit(rows, spec, Rows.OPTIONS).encode(rows)));
    }
}
