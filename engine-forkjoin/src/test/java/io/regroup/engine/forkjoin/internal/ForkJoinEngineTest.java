package io.regroup.engine.forkjoin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForkJoinEngineTest {

    private final SplittableRandom random = new SplittableRandom(5);

    private double[][] matrix(int rows) {
        double[][] a = new double[rows][3];
        for (double[] row : a) {
            row[0] = 1;
            row[1] = random.nextDouble() - 0.5;
            row[2] = random.nextDouble();
        }
        return a;
    }

    @Test
    void factorHasTheGramMatrixOfTheRows() {
        double[][] a = matrix(12);
        double[][] r = ForkJoinEngine.triangularFactor(a);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double ofRows = 0;
                for (double[] row : a) {
                    ofRows += row[i] * row[j];
                }
                double ofFactor = 0;
                for (double[] row : r) {
                    ofFactor += row[i] * row[j];
                }
                assertThat(ofFactor).isCloseTo(ofRows, within(1e-13));
                assertThat(i > j ? r[i][j] : 0).isZero();
            }
        }
    }

    /** One of EJML's decompositions leaves the norm of the column before, in about 3 of 100 of these. */
    @Test
    void nothingIsLeftOfARepeatedColumn() {
        for (int n = 0; n < 2000; n++) {
            double[][] a = matrix(9);
            for (double[] row : a) {
                row[2] = row[1];
            }
            assertThat(Math.abs(ForkJoinEngine.triangularFactor(a)[2][2])).isLessThan(1e-13);
        }
    }

    @Test
    void isChosenBeforeTheReference() {
        assertThat(new ForkJoinEngine().availability().available()).isTrue();
        assertThat(new ForkJoinEngine().preference()).isPositive();
    }
}
