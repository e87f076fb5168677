package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.Arrays;
import java.util.Optional;
import smile.stat.distribution.GaussianMixture;
import smile.stat.distribution.Mixture;

/** Smile's mixtures of one dimension, group by group; one group takes one thread. */
final class SmileMixtures implements Contender.Entry {

    private final MixtureRows design;
    private final Rows rows;
    private final int threads;
    private final double[][] parameters;

    SmileMixtures(MixtureRows design, Rows rows, int threads) {
        this.design = design;
        this.rows = rows;
        this.threads = threads;
        this.parameters = new double[design.groups()][];
    }

    @Override
    public void run() {
        Workers.run(threads, parameters.length, () -> group -> parameters[group] = fit(group));
    }

    private double[] fit(int group) {
        int from = group * design.rowsPerGroup();
        double[] values = Arrays.copyOfRange(rows.doubles("y"), from, from + design.rowsPerGroup());
        GaussianMixture mixture = GaussianMixture.fit(design.components(), values);
        double[] fitted = new double[3 * mixture.components.length];
        for (int k = 0; k < mixture.components.length; k++) {
            Mixture.Component component = mixture.components[k];
            fitted[3 * k] = component.priori;
            fitted[3 * k + 1] = component.distribution.mean();
            fitted[3 * k + 2] = component.distribution.sd();
        }
        return fitted;
    }

    @Override
    public Optional<Answers> answers(int[] sample) {
        double[][] wanted =
                Arrays.stream(sample).mapToObj(place -> parameters[place]).toArray(double[][]::new);
        return Optional.of(design.answers(rows, sample, wanted));
    }
}
