package io.regroup.bench;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureFit;
import io.regroup.gmm.MixtureSpec;
import io.regroup.gmm.Mixtures;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Regroup's mixture of a whole column, from starts of its own. */
final class ColumnMixture implements Contender.Entry {

    private final MixtureRows design;
    private final Rows rows;
    private final Table table;
    private final RunOptions options;
    private @Nullable MixtureFit fit;

    ColumnMixture(MixtureRows design, Rows rows, RunOptions options) {
        this.design = design;
        this.rows = rows;
        this.table = rows.table();
        this.options = options;
    }

    /** Returns how mixtures of so many components are fitted. */
    static MixtureSpec spec(int components) {
        return MixtureSpec.builder().components(components).build();
    }

    @Override
    public void run() {
        fit = null;
        fit = Mixtures.fit(table, List.of("y"), null, spec(design.components()), options);
    }

    private MixtureFit fit() {
        return Objects.requireNonNull(fit, "run first");
    }

    @Override
    public Optional<Answers> answers(int[] sample) {
        return Optional.of(design.answers(rows, sample, new double[][] {parameters(fit().mixture())}));
    }

    /** Returns weight, mean and deviation of each component, one after the other. */
    static double[] parameters(GaussianMixture mixture) {
        double[] parameters = new double[3 * mixture.components()];
        for (int k = 0; k < mixture.components(); k++) {
            parameters[3 * k] = mixture.weight(k);
            parameters[3 * k + 1] = mixture.mean(k)[0];
            parameters[3 * k + 2] = mixture.deviation(k, 0);
        }
        return parameters;
    }

    @Override
    public String note() {
        return String.format(Locale.ROOT, "steps over the rows: %d", fit().iterations());
    }
}
