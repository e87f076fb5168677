package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sigma cut of least squares on random groups, beside {@link PlainSigmaCut}. */
@EveryEngine
class SigmaCutAgreementTest {

    private static final int GROUPS = 60;
    private static final int MIN_ROWS = 4;

    @Parameter
    EngineUnderTest engine;

    /** Rows of all groups, one group after the other; a tenth to a third are outliers, and some numbers are missing. */
    private static final class Rows {

        final int[] group;
        final double[][] x;
        final double[][] y;
        final double @Nullable [] w;

        Rows(int features, int targets, boolean weighted, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            this.group = IntStream.range(0, GROUPS)
                    .flatMap(g -> IntStream.generate(() -> g).limit(random.nextInt(5, 45)))
                    .toArray();
            this.x = new double[features][group.length];
            this.y = new double[targets][group.length];
            this.w = weighted ? new double[group.length] : null;
            for (int i = 0; i < group.length; i++) {
                double model = 3;
                for (int j = 0; j < features; j++) {
                    x[j][i] = 10 * j + random.nextGaussian();
                    model += (j + 1) * x[j][i];
                }
                double weight = random.nextDouble(0.25, 4);
                for (double[] target : y) {
                    boolean outlier = random.nextInt(20) < 2 + group[i] % 5;
                    target[i] = model + random.nextGaussian() * (outlier ? 12 : 1) / Math.sqrt(weighted ? weight : 1);
                    target[i] = random.nextInt(25) == 0 ? Double.NaN : target[i];
                }
                if (w != null) {
                    w[i] = random.nextInt(25) == 0 ? 0 : weight;
                }
            }
        }

        Table table() {
            Table.Builder table = Table.builder().column("g", group);
            for (int j = 0; j < x.length; j++) {
                table.column("x" + (j + 1), x[j]);
            }
            for (int t = 0; t < y.length; t++) {
                table.column("y" + (t + 1), y[t]);
            }
            return w == null ? table.build() : table.column("w", w).build();
        }

        FitSpec.Builder spec() {
            return FitSpec.groupBy("g")
                    .features(IntStream.rangeClosed(1, x.length)
                            .mapToObj(j -> "x" + j)
                            .toArray(String[]::new))
                    .targets(IntStream.rangeClosed(1, y.length)
                            .mapToObj(t -> "y" + t)
                            .toArray(String[]::new))
                    .weight(w == null ? null : "w")
                    .minRows(MIN_ROWS);
        }

        /** Cuts the rows of one group that count for a target; null if these are too few to be fitted. */
        @Nullable
        PlainSigmaCut cut(int wanted, int target, boolean joint, SigmaCut cut) {
            int[] rows = IntStream.range(0, group.length)
                    .filter(i -> group[i] == wanted)
                    .filter(i -> w == null || w[i] > 0)
                    .filter(i -> Double.isFinite(y[target][i]))
                    .filter(i -> !joint || Arrays.stream(y).allMatch(other -> Double.isFinite(other[i])))
                    .toArray();
            if (rows.length < Math.max(MIN_ROWS, x.length + 1)) {
                return null;
            }
            double[][] features = Arrays.stream(x).map(all -> take(all, rows)).toArray(double[][]::new);
            return new PlainSigmaCut(features, take(y[target], rows), w == null ? null : take(w, rows), cut, MIN_ROWS);
        }

        private static double[] take(double[] all, int[] rows) {
            return Arrays.stream(rows).mapToDouble(i -> all[i]).toArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, false, MAD, 3",
        "1, 1, false, MAD, 4",
        "1, 1, true, MAD, 2.5",
        "3, 2, true, MAD, 3",
        "2, 2, false, MAD, 1",
        "0, 1, true, RMS, 2",
        "1, 1, false, RMS, 2.5",
        "3, 2, true, RMS, 1.7",
        "2, 2, false, RMS, 1.2"
    })
    void everyNumberIsThatOfThePlainWay(int features, int targets, boolean weighted, SigmaCut.Mode mode, double limit) {
        Rows rows = new Rows(features, targets, weighted, 7L * features + targets);
        SigmaCut cut = new SigmaCut(limit, mode);
        for (RowUse use : targets == 1 ? EnumSet.of(RowUse.PER_TARGET) : EnumSet.allOf(RowUse.class)) {
            FitResult result = engine.fit(
                    rows.table(),
                    rows.spec().sigmaCut(cut).rowUse(use).diagnostics(true).build());
            int compared = 0;
            for (int g = 0; g < GROUPS; g++) {
                for (int t = 0; t < targets; t++) {
                    PlainSigmaCut expected = rows.cut(g, t, use == RowUse.JOINT, cut);
                    if (expected != null && expected.margin > 1e-9) {
                        compare(result, "y" + (t + 1), g, expected, features);
                        compared++;
                    }
                }
            }
            assertThat(compared).isGreaterThan(GROUPS * targets * 3 / 4);
        }
    }

    private static void compare(FitResult result, String target, int g, PlainSigmaCut expected, int features) {
        FitStatus status = expected.settled ? FitStatus.OK : FitStatus.NOT_CONVERGED;
        assertThat(result.status(target, g)).as("status of group " + g).isEqualTo(status);
        int usable = expected.usable();
        List<Double> exact = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int k = 0; k <= features; k++) {
            names.add("beta" + k);
            exact.add(expected.fit.solution.coefficients[k]);
            names.add("beta" + k + "_err");
            exact.add(expected.fit.solution.errors[k]);
        }
        names.addAll(List.of("count", "refits", "usable", "rejected", "cut", "chi2", "rms", "mad"));
        exact.addAll(List.of(
                (double) expected.kept.size(),
                (double) expected.refits,
                (double) usable,
                1 - (double) expected.kept.size() / usable,
                expected.limit,
                expected.fit.solution.chi2,
                Math.sqrt(expected.fit.solution.chi2 / (expected.kept.size() - features - 1)),
                expected.mad()));
        for (int i = 0; i < names.size(); i++) {
            Fits.assertNear(
                    Fits.value(result, target + "_fit_" + names.get(i), g),
                    exact.get(i),
                    1e-10 * (1 + Math.abs(exact.get(i))),
                    names.get(i) + " of " + target + " in group " + g);
        }
        String reason = result.groups().column(target + "_fit_reason").getString(g);
        assertThat(reason)
                .isEqualTo(
                        !expected.settled
                                ? "the rows kept by the sigma cut still changed after 10 refits"
                                : expected.tooFew
                                        ? "the sigma cut would have kept too few rows and was not made"
                                        : null);
    }

    /** Tight cuts of heavy tails: rows come back, cuts stop at the minimum, go round in circles, or never settle. */
    @Test
    void allEndsAreMet() {
        Set<String> met = new TreeSet<>();
        for (SigmaCut.Mode mode : List.of(SigmaCut.Mode.MAD, SigmaCut.Mode.RMS)) {
            for (double limit : new double[] {0.6, 0.8, 1, 1.2}) {
                Rows rows = new Rows(2, 1, false, 99);
                SigmaCut cut = new SigmaCut(limit, mode);
                FitResult result = engine.fit(
                        rows.table(),
                        rows.spec().sigmaCut(cut).diagnostics(true).build());
                for (int g = 0; g < GROUPS; g++) {
                    PlainSigmaCut expected = rows.cut(g, 0, false, cut);
                    if (expected != null && expected.margin > 1e-9) {
                        compare(result, "y1", g, expected, 2);
                        met.add(expected.tooFew ? "too few" : expected.settled ? "settled" : "unsettled");
                        met.add(expected.cameBack ? "came back" : "only fewer");
                    }
                }
            }
        }
        assertThat(met).containsExactly("came back", "only fewer", "settled", "too few", "unsettled");
    }
}
