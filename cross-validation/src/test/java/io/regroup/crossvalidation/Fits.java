package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.result.FitResult;

/** Short forms for tests. */
final class Fits {

    private Fits() {}

    /** One value of the group table. */
    static double value(FitResult result, String column, int group) {
        return result.groups().doubles(column)[group];
    }

    /** Compares relatively, and NaN with NaN. */
    static void assertClose(double got, double expected, double tolerance, String what) {
        assertNear(got, expected, tolerance * Math.max(Math.abs(expected), Double.MIN_NORMAL), what);
    }

    /** Compares absolutely, and NaN with NaN. */
    static void assertNear(double got, double expected, double allowed, String what) {
        if (Double.isNaN(expected)) {
            assertThat(got).as(what).isNaN();
        } else {
            assertThat(Math.abs(got - expected))
                    .as("%s: got %s, expected %s", what, got, expected)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    /** Compares arrays absolutely, and NaN with NaN. */
    static void assertNear(double[] got, double[] expected, double allowed, String what) {
        assertThat(got).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertNear(got[i], expected[i], allowed, what + ", row " + i);
        }
    }
}
