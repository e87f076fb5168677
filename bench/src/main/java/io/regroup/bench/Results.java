package io.regroup.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that was measured. */
final class Results {

    private final List<Result> all = new ArrayList<>();
    private final Map<String, Double> taken = new LinkedHashMap<>();

    void addAll(List<Result> more) {
        all.addAll(more);
    }

    /** Notes how many seconds a scenario took in all, with everything that was not timed. */
    void took(String scenario, double seconds) {
        taken.merge(scenario, seconds, Double::sum);
    }

    /** Returns how many seconds each scenario took in all, in the order of measuring. */
    Map<String, Double> taken() {
        return Collections.unmodifiableMap(taken);
    }

    /** Returns everything, in the order of measuring. */
    List<Result> all() {
        return Collections.unmodifiableList(all);
    }

    /** Returns the names of the scenarios, in the order of measuring. */
    List<String> scenarios() {
        return all.stream().map(Result::scenario).distinct().toList();
    }

    /** Returns what was measured of a scenario, on however many threads and rows. */
    List<Result> of(String scenario) {
        return all.stream().filter(result -> result.scenario().equals(scenario)).toList();
    }

    /** Returns the times of one contender in a scenario, in the order of measuring. */
    List<Result> series(String scenario, String contender) {
        return of(scenario).stream()
                .filter(result -> result.contender().equals(contender) && result.measured())
                .toList();
    }

    /** Returns the time of one contender in a scenario, or nothing if there is none. */
    Optional<Result> find(String scenario, String contender) {
        return series(scenario, contender).stream().findFirst();
    }

    /** Returns the fastest peer on the same rows and threads, or nothing if no peer was measured. */
    Optional<Result> bestPeer(Result of) {
        return beside(of)
                .filter(result -> result.kind() == Contender.Kind.PEER)
                .min(Comparator.comparingDouble(Result::median));
    }

    /** Returns the time of the bare sum over the same rows on the same threads. */
    Optional<Result> stream(Result of) {
        return beside(of)
                .filter(result -> result.kind() == Contender.Kind.LIMIT)
                .findFirst();
    }

    private Stream<Result> beside(Result of) {
        return of(of.scenario()).stream()
                .filter(result -> result.measured()
                        && result.rows() == of.rows()
                        && result.groups() == of.groups()
                        && result.threads() == of.threads());
    }
}
