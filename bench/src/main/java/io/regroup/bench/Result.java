package io.regroup.bench;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one contender in one scenario, or why nothing was.
 *
 * @param scenario the scenario's name
 * @param contender its name
 * @param kind what it is
 * @param rows how many rows there were
 * @param groups how many groups were found in them
 * @param features p
 * @param targets t
 * @param threads how many it could use
 * @param seconds of each run, in order; empty if nothing was measured
 * @param steps the seconds of each step of each run, in order; empty if there are no steps
 * @param usage what the last run used up, if each run is a process of its own
 * @param remark why nothing was measured, or what is special, or empty
 */
record Result(
        String scenario,
        String contender,
        Contender.Kind kind,
        int rows,
        int groups,
        int features,
        int targets,
        int threads,
        List<Double> seconds,
        Map<String, List<Double>> steps,
        @Nullable Usage usage,
        String remark) {

    /** Keeps its own copy of the times. */
    Result {
        seconds = List.copyOf(seconds);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** Tells whether there is a time. */
    boolean measured() {
        return !seconds.isEmpty();
    }

    /** Returns the shortest time. */
    double least() {
        return seconds.stream().min(Comparator.naturalOrder()).orElse(Double.NaN);
    }

    /** Returns the median time. */
    double median() {
        return median(seconds);
    }

    /** Returns the median time of each step, in order. */
    Map<String, Double> stepMedians() {
        Map<String, Double> medians = new LinkedHashMap<>();
        steps.forEach((step, times) -> medians.put(step, median(times)));
        return medians;
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** Returns rows per second, by the median. */
    double rowsPerSecond() {
        return rows / median();
    }

    /** Returns groups per second, by the median. */
    double groupsPerSecond() {
        return groups / median();
    }
}
