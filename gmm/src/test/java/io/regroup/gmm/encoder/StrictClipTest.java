package io.regroup.gmm.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The classical form as CTAB-GAN has it: expected values, ranks and losses were computed by numpy 1.24.2 and scipy 1.10.1 from the
 * definitions, draws by SplitMix64 in Python's integers.
 */
class StrictClipTest {

    private static final double[] X = {
        -41.5, -3.0, -0.25, 0.0, 1.75, 2.0, 2.5, 3.0, 4.5, 6.0, 9.0, 12.5, 25.0, 26.5, 60.0, -7.0
    };

    /** The first component weighs too little; ranks are those of components 2, 3, 1. */
    private static final NumericModel MODEL = Rows.model(
            "Betrag €",
            GaussianMixture.univariate(
                    new double[] {0.004, 0.45, 0.3, 0.246}, new double[] {-40, 0, 3, 10}, new double[] {1, 1, 0.5, 4}),
            List.of(
                    new NumericModel.Mode(2, null, 9),
                    new NumericModel.Mode(3, null, 5),
                    new NumericModel.Mode(1, null, 5)),
            true);

    private static Encoder encoder(Assignment assignment) {
        return Encoder.of(
                EncoderSpec.builder()
                        .continuous("Betrag €")
                        .seed(7)
                        .assignment(assignment)
                        .strictClip(true)
                        .build(),
                List.of(MODEL),
                Rows.OPTIONS);
    }

    @ParameterizedTest
    @CsvSource({
        "MOST_LIKELY, -0.99 -0.75 -0.0625 0.0 0.4375 -0.5 -0.25 0.0 -0.34375 -0.25 -0.0625 0.15625 0.9375 0.99 0.99 -0.99,"
                + " 1 2 2 2 2 0 0 0 1 1 1 1 1 1 1 1, 35.66, 17.91",
        "SAMPLE, -0.99 -0.75 -0.0625 0.0 0.4375 0.5 -0.25 0.0 0.75 -0.25 -0.0625 0.15625 0.9375 0.99 0.99 -0.99,"
                + " 2 2 2 2 2 2 0 0 0 1 1 1 1 1 1 1, 37.54, 18.38"
    })
    void valuesAndRanksAreThoseOfTheDefinition(
            Assignment assignment, String values, String ranks, double largest, double mean) {
        Encoder encoder = encoder(assignment);
        Table rows = Rows.table("Betrag €", X);
        EncodedDataset view = encoder.encode(rows);
        Table encoded = Rows.copy(view);

        String[] expected = values.split(" ");
        String[] expectedRanks = ranks.split(" ");
        assertThat(encoded.schema().names()).containsExactly("Betrag €", "Betrag €_0", "Betrag €_1", "Betrag €_2");
        for (int i = 0; i < X.length; i++) {
            assertThat(encoded.doubles("Betrag €")[i]).as("row %d", i).isEqualTo(Double.parseDouble(expected[i]));
            for (int rank = 0; rank < 3; rank++) {
                assertThat(encoded.column("Betrag €_" + rank).get(i))
                        .as("row %d, rank %d", i, rank)
                        .isEqualTo(rank == Integer.parseInt(expectedRanks[i]));
            }
        }
        ClipLoss loss = view.losses().get("Betrag €");
        assertThat(loss).isNotNull();
        assertThat(loss.values()).isEqualTo(4);
        assertThat(loss.largest()).isCloseTo(largest, within(1e-12));
        assertThat(loss.mean()).isCloseTo(mean, within(1e-12));
        double[] back = Rows.copy(encoder.decode(encoded)).doubles("Betrag €");
        double worst = 0;
        for (int i = 0; i < X.length; i++) {
            worst = Math.max(worst, Math.abs(back[i] - X[i]));
        }
        assertThat(worst).isCloseTo(largest, within(1e-12));
    }

    @Test
    void infinitiesAreCountedApart() {
        EncodedDataset encoded = encoder(Assignment.SAMPLE)
                .encode(Rows.table("Betrag €", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0));
        assertThat(Rows.read(encoded).get("Betrag €")).startsWith(0.99, -0.99);
        assertThat(encoded.losses().get("Betrag €")).isEqualTo(new ClipLoss(0, 2, 0, 0));
    }
}
