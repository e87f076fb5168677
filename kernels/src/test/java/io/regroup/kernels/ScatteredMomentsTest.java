package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.RowDemand;
import io.regroup.api.spi.KeyKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moments of scattered rows against their definition, in whole numbers, where both are exact. */
class ScatteredMomentsTest {

    private static final int ROWS = 5000;
    private static final int GROUPS = 7;

    /** The group that is left out. */
    private static final int LEFT_OUT = 4;

    /** A shape of problem. */
    record Shape(int features, boolean weighted, boolean intercept) {}

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int features = 0; features <= 3; features++) {
            for (boolean weighted : new boolean[] {false, true}) {
                shapes.add(new Shape(features, weighted, true));
                shapes.add(new Shape(features, weighted, false));
            }
        }
        return shapes.stream();
    }

    private final SplittableRandom random = new SplittableRandom(41);
    private final int[] groups = random.ints(ROWS, 0, GROUPS).toArray();

    /** Rows of a block, after rows of others; some of them do not count. */
    private MomentKernel.Rows rows(Shape shape) {
        MomentKernel.Rows rows = WholeNumbers.rows(random, ROWS, shape.features, shape.weighted);
        for (int v = 0; v <= shape.features; v++) {
            for (int i = v; i < ROWS; i += 97) {
                rows.variable(v)[i] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            }
        }
        if (shape.weighted) {
            for (int i = 5; i < ROWS; i += 89) {
                rows.weights()[i] = new double[] {0, Double.NaN, -1, Double.POSITIVE_INFINITY}[i % 4];
            }
        }
        return rows;
    }

    private static boolean counts(MomentKernel.Rows rows, int features, int row) {
        double w = rows.weights() == null ? 1 : rows.weights()[row];
        return w > 0
                && Double.isFinite(w)
                && IntStream.rangeClosed(0, features).allMatch(v -> Double.isFinite(rows.variable(v)[row]));
    }

    /** Only the rows of a group that count. */
    private MomentKernel.Rows ofGroup(Shape shape, MomentKernel.Rows rows, int group, int from, int to) {
        int[] own = IntStream.range(from, to)
                .filter(i -> groups[i] == group && counts(rows, shape.features, i))
                .toArray();
        MomentKernel.Rows only = MomentKernel.Rows.ofLength(own.length, shape.features, shape.weighted);
        for (int i = 0; i < own.length; i++) {
            for (int v = 0; v <= shape.features; v++) {
                only.variable(v)[i] = rows.variable(v)[own[i]];
            }
            if (shape.weighted) {
                only.weights()[i] = rows.weights()[own[i]];
            }
        }
        return only;
    }

    /** In two parts, the second after a fresh start with fewer rows: nothing of the first is left. */
    @ParameterizedTest
    @MethodSource("shapes")
    void momentsAreThoseOfTheDefinition(Shape shape) {
        MomentKernel.Rows rows = rows(shape);
        Table table =
                Table.builder().column("k", groups).column("y", rows.target()).build();
        GroupedRows grouped = GroupedRows.load(
                table,
                RowDemand.of(FitSpec.groupBy("k").targets("y").build()),
                RunOptions.defaults().withThreads(1),
                KeyKernel.PLAIN);
        int[] places = new int[GROUPS];
        Arrays.setAll(places, g -> g == LEFT_OUT ? -1 : GROUPS - 1 - g);

        MomentLayout layout = new MomentLayout(shape.features);
        ScatteredMoments moments = new ScatteredMoments(layout, shape.intercept, shape.weighted);
        for (int[] part : new int[][] {{10, 4990}, {100, 400}}) {
            moments.clear(GROUPS);
            int middle = (part[0] + part[1]) / 2;
            moments.add(grouped, rows, part[0], middle, places);
            moments.add(grouped, rows, middle, part[1], places);
            for (int g = 0; g < GROUPS; g++) {
                if (g == LEFT_OUT) {
                    continue;
                }
                MomentKernel.Rows own = ofGroup(shape, rows, g, part[0], part[1]);
                double[] pivots = new double[shape.features + 1];
                Arrays.setAll(pivots, v -> shape.intercept ? own.variable(v)[0] : 0);
                double[] slab = new double[2 + MomentSummary.MOMENTS + layout.width()];
                moments.store(places[g], slab, 2);
                assertThat(moments.count(places[g])).isEqualTo(own.target().length);
                assertThat(slab[2]).isEqualTo(own.target().length);
                double[] expected = WholeNumbers.moments(own, 0, own.target().length, pivots);
                expected[MomentLayout.ALL_POSITIVE] = 0; // written when the summary is settled
                assertThat(Arrays.copyOfRange(slab, 2 + MomentSummary.MOMENTS, slab.length))
                        .as("%s, group %d", shape, g)
                        .isEqualTo(expected);
            }
            assertThat(moments.count(places[0])).isPositive();
        }
    }
}
