package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import java.util.ArrayList;
import java.util.List;

/** Which columns a fit needs, each once, and where among them the features, targets, weight and medians stand. */
public final class JobColumns {

    private final List<String> names = new ArrayList<>();
    private final int[] features;
    private final int[] targets;
    private final int[] medians;
    private final int weight;
    private final int cluster;

    /**
     * Lists the columns of a specification.
     *
     * @param spec what is fitted
     */
    public JobColumns(FitSpec spec) {
        this.features = places(spec.features());
        this.targets = places(spec.targets());
        this.weight = spec.weight() == null ? -1 : place(spec.weight());
        this.medians = places(spec.medians());
        this.cluster = spec.errors().cluster() == null
                ? -1
                : place(clusterNumbers(spec.errors().cluster()));
    }

    /** Returns the name under which the numbers of clusters stand; no column has it. */
    static String clusterNumbers(String column) {
        return "\0cluster:" + column;
    }

    private int[] places(List<String> wanted) {
        return wanted.stream().mapToInt(this::place).toArray();
    }

    private int place(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    /**
     * Fetches the columns.
     *
     * @param rows has them
     * @return each needed column once
     */
    public double[][] of(GroupedRows rows) {
        return names.stream().map(rows::column).toArray(double[][]::new);
    }

    /**
     * Returns the places of the features.
     *
     * @return in the order of the specification; not to be changed
     */
    public int[] features() {
        return features;
    }

    /**
     * Returns the places of the targets.
     *
     * @return in the order of the specification; not to be changed
     */
    public int[] targets() {
        return targets;
    }

    /**
     * Returns the places of the median columns.
     *
     * @return in the order of the specification; not to be changed
     */
    public int[] medians() {
        return medians;
    }

    /**
     * Returns the place of the weight.
     *
     * @return its place, or -1 if rows are not weighted
     */
    public int weight() {
        return weight;
    }

    /**
     * Returns the place of the numbers of clusters.
     *
     * @return its place, or -1 if errors are not estimated by cluster
     */
    public int cluster() {
        return cluster;
    }
}
