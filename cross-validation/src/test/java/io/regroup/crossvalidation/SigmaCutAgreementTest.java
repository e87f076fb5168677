package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.SigmaCut;
import io.regroup.api.result.FitResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sigma cut of least squares on random groups, beside {@link PlainSigmaCut}. */
@EveryEngine
class SigmaCutAgreementTest {

    private static final int GROUPS = 30;

    /** What is expected, which is the same for all engines. */
    private static final Map<List<Object>, Optional<PlainSigmaCut>> EXPECTED = new ConcurrentHashMap<>();

    @Parameter
    EngineUnderTest engine;

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
        OutlierRows rows = new OutlierRows(GROUPS, features, targets, weighted, 7L * features + targets);
        SigmaCut cut = new SigmaCut(limit, mode);
        for (RowUse use : targets == 1 ? EnumSet.of(RowUse.PER_TARGET) : EnumSet.allOf(RowUse.class)) {
            FitResult result = engine.fit(
                    rows.table(),
                    rows.spec().sigmaCut(cut).rowUse(use).diagnostics(true).build());
            int compared = 0;
            for (int g = 0; g < GROUPS; g++) {
                for (int t = 0; t < targets; t++) {
                    PlainSigmaCut expected = expected(rows, g, t, use == RowUse.JOINT, cut);
                    if (expected != null && expected.margin > 1e-9) {
                        compare(result, "y" + (t + 1), g, expected, features);
                        compared++;
                    }
                }
            }
            assertThat(compared).isGreaterThan(GROUPS * targets * 3 / 4);
        }
    }

    private static @Nullable PlainSigmaCut expected(OutlierRows rows, int g, int t, boolean joint, SigmaCut cut) {
        List<Object> key = List.of(rows.x.length, rows.y.length, rows.w == null, g, t, joint, cut);
        return EXPECTED.computeIfAbsent(key, _ -> Optional.ofNullable(rows.cut(g, t, joint, cut)))
                .orElse(null);
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
        names.addAll(List.of("count", "refits", "usable", "rejected_share", "cut", "chi2", "rms", "mad"));
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
            for (double limit : new double[] {0.6, 0.8, 1.2}) {
                OutlierRows rows = new OutlierRows(GROUPS, 2, 1, true, 99);
                SigmaCut cut = new SigmaCut(limit, mode);
                FitResult result = engine.fit(
                        rows.table(),
                        rows.spec().sigmaCut(cut).diagnostics(true).build());
                for (int g = 0; g < GROUPS; g++) {
                    PlainSigmaCut expected = expected(rows, g, 0, false, cut);
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
