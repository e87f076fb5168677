package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.EncoderSpec;
import io.regroup.gmm.encoder.FitFacts;
import io.regroup.gmm.encoder.NumericModel;
import io.regroup.gmm.encoder.NumericModel.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models of all rows from models of two parts of them. */
public final class MergedModels {

    private MergedModels() {}

    /**
     * Merges the models of one column.
     *
     * @param one of some rows
     * @param other of others
     * @param spec how both were fitted
     * @return the model of both
     * @throws InvalidArgumentException if they are not alike
     */
    public static ColumnModel of(ColumnModel one, ColumnModel other, EncoderSpec spec) {
        if (one instanceof NumericModel a && other instanceof NumericModel b) {
            return numeric(a, b, spec);
        }
        if (one instanceof CategoricalModel a && other instanceof CategoricalModel b) {
            return categorical(a, b);
        }
        throw new InvalidArgumentException("column " + one.name() + ": encoded in two ways; fit both in the same way");
    }

    private static CategoricalModel categorical(CategoricalModel one, CategoricalModel other) {
        Map<String, Long> rows = new HashMap<>();
        one.categories().forEach(category -> rows.merge(category.value(), category.rows(), Long::sum));
        other.categories().forEach(category -> rows.merge(category.value(), category.rows(), Long::sum));
        return new CategoricalModel(
                one.name(),
                one.type(),
                CategorySurvey.ordered(rows, one.type()),
                one.missingColumn() || other.missingColumn(),
                one.unseenColumn() || other.unseenColumn(),
                one.rows() + other.rows(),
                one.missing() + other.missing());
    }

    private static NumericModel numeric(NumericModel one, NumericModel other, EncoderSpec spec) {
        if (one.scale() != other.scale()) {
            throw new InvalidArgumentException(
                    "column " + one.name() + ": one model is of scale " + one.scale() + ", the other of scale "
                            + other.scale() + ", because one has values that are not positive; fit all rows");
        }
        Parts parts = new Parts(one, other);
        parts.reduce(Math.max(components(one), components(other)));
        List<Mode> modes = new ArrayList<>();
        for (Mode mode : one.modes()) {
            if (mode.modal() != null) {
                long more = other.modes().stream()
                        .filter(also -> mode.modal().equals(also.modal()))
                        .mapToLong(Mode::rows)
                        .sum();
                modes.add(new Mode(-1, mode.modal(), mode.rows() + more));
            }
        }
        GaussianMixture mixture = parts.mixture();
        if (mixture != null) {
            modes.addAll(ColumnFitter.kept(mixture, parts.rows(), spec.leastWeight()));
        }
        modes.sort(Comparator.comparingLong(Mode::rows).reversed());
        return new NumericModel(
                one.name(),
                one.type(),
                one.scale(),
                mixture,
                modes,
                one.missingColumn() || other.missingColumn(),
                one.nanColumn() || other.nanColumn(),
                one.strictClip(),
                merged(one.fit(), other.fit()));
    }

    private static int components(NumericModel model) {
        return model.mixture() == null ? 0 : model.mixture().components();
    }

    /** The likelihood is the sum of both: what the rows had under their own models. */
    private static FitFacts merged(FitFacts one, FitFacts other) {
        return new FitFacts(
                one.rows() + other.rows(),
                one.missing() + other.missing(),
                one.nan() + other.nan(),
                one.infinite() + other.infinite(),
                one.used() + other.used(),
                one.used() == 0
                        ? other.least()
                        : other.used() == 0 ? one.least() : Math.min(one.least(), other.least()),
                one.used() == 0
                        ? other.greatest()
                        : other.used() == 0 ? one.greatest() : Math.max(one.greatest(), other.greatest()),
                0,
                one.converged() && other.converged(),
                one.logLikelihood() + other.logLikelihood(),
                null,
                List.of("merged of two fits, of " + one.used() + " and " + other.used()
                        + " values; the log-likelihood is that of each part under its own model"));
    }

    /** The components of both mixtures, some of them joined. */
    private static final class Parts {

        private record Part(double weight, double mean, double variance, long rows) {

            /** The component with the weight, mean and variance that both have together. */
            Part joined(Part other) {
                double sum = weight + other.weight;
                double share = other.weight / sum;
                double difference = other.mean - mean;
                return new Part(
                        sum,
                        mean + share * difference,
                        (1 - share) * variance + share * other.variance + share * (1 - share) * difference * difference,
                        rows + other.rows);
            }

            /** Twice the bound on the Kullback-Leibler divergence that joining costs. */
            double cost(Part other) {
                Part both = joined(other);
                return both.weight * Math.log(both.variance)
                        - weight * Math.log(variance)
                        - other.weight * Math.log(other.variance);
            }
        }

        private final List<Part> parts = new ArrayList<>();

        Parts(NumericModel one, NumericModel other) {
            double all = (double) one.fit().used() + other.fit().used();
            add(one, one.fit().used() / all);
            add(other, other.fit().used() / all);
        }

        private void add(NumericModel model, double share) {
            GaussianMixture mixture = model.mixture();
            for (int k = 0; mixture != null && share > 0 && k < mixture.components(); k++) {
                int component = k;
                long rows = model.modes().stream()
                        .filter(mode -> mode.component() == component)
                        .mapToLong(Mode::rows)
                        .sum();
                parts.add(new Part(share * mixture.weight(k), mixture.mean(k)[0], mixture.covariance(k)[0][0], rows));
            }
        }

        /** Joins the two that cost least, until there are few enough. */
        void reduce(int most) {
            while (parts.size() > most) {
                int first = 0;
                int second = 1;
                double least = Double.POSITIVE_INFINITY;
                for (int i = 0; i < parts.size(); i++) {
                    for (int j = i + 1; j < parts.size(); j++) {
                        double cost = parts.get(i).cost(parts.get(j));
                        if (cost < least) {
                            least = cost;
                            first = i;
                            second = j;
                        }
                    }
                }
                parts.set(first, parts.get(first).joined(parts.get(second)));
                parts.remove(second);
            }
            parts.sort(Comparator.comparingDouble(Part::mean));
        }

        long[] rows() {
            return parts.stream().mapToLong(Part::rows).toArray();
        }

        @Nullable
        GaussianMixture mixture() {
            if (parts.isEmpty()) {
                return null;
            }
            double sum = parts.stream().mapToDouble(Part::weight).sum();
            return GaussianMixture.univariate(
                    parts.stream().mapToDouble(part -> part.weight() / sum).toArray(),
                    parts.stream().mapToDouble(Part::mean).toArray(),
                    parts.stream()
                            .mapToDouble(part -> Math.sqrt(part.variance()))
                            .toArray());
        }
    }
}
