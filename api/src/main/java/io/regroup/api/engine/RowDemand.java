package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.data.ColumnRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows and columns one or several fits need, each column once in each of its parts: the target of one fit may be a feature of
 * another.
 *
 * @param keys the columns whose combined value makes a group
 * @param selection a boolean column that is true for the rows that are needed, or null for all rows
 * @param clusters columns that say to which cluster a row belongs
 * @param numbers columns that are needed as numbers: features, targets, medians and weights
 * @param weights those of the numbers that must not be negative
 */
public record RowDemand(
        List<String> keys,
        @Nullable String selection,
        List<String> clusters,
        List<String> numbers,
        List<String> weights) {

    /** Keeps its own copies of the lists. */
    public RowDemand {
        keys = List.copyOf(keys);
        clusters = List.copyOf(clusters);
        numbers = List.copyOf(numbers);
        weights = List.copyOf(weights);
    }

    /**
     * Lists what one fit needs.
     *
     * @param spec what is fitted
     * @return its columns
     */
    public static RowDemand of(FitSpec spec) {
        return of(List.of(spec));
    }

    /**
     * Lists what several fits need together.
     *
     * @param specs what is fitted, at least one; all with the same keys and the same selection
     * @return their columns
     */
    public static RowDemand of(List<FitSpec> specs) {
        Set<String> clusters = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        Set<String> weights = new LinkedHashSet<>();
        for (FitSpec spec : specs) {
            numbers.addAll(spec.features());
            numbers.addAll(spec.targets());
            numbers.addAll(spec.medians());
            if (spec.weight() != null) {
                numbers.add(spec.weight());
                weights.add(spec.weight());
            }
            if (spec.errors().cluster() != null) {
                clusters.add(spec.errors().cluster());
            }
        }
        FitSpec first = specs.get(0);
        return new RowDemand(
                first.keys(), first.selection(), List.copyOf(clusters), List.copyOf(numbers), List.copyOf(weights));
    }

    /** Returns this demand for rows that have been selected already. */
    RowDemand ofSelected() {
        return new RowDemand(keys, null, clusters, numbers, weights);
    }

    /** Lists what is to be read: the keys, the selection if there is one, the clusters, the numbers. */
    List<ColumnRequest> requests() {
        List<ColumnRequest> requests = new ArrayList<>();
        keys.forEach(key -> requests.add(ColumnRequest.value(key)));
        if (selection != null) {
            requests.add(ColumnRequest.value(selection));
        }
        clusters.forEach(cluster -> requests.add(ColumnRequest.value(cluster)));
        numbers.forEach(number -> requests.add(ColumnRequest.number(number)));
        return requests;
    }
}
