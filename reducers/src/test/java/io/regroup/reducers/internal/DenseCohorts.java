package io.regroup.reducers.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The rules for cohorts, written down plainly over full matrices, to compare with. */
final class DenseCohorts {

    final String method;

    /** Labels to blocks, in the order of the first labels. */
    final Map<List<Integer>, List<Integer>> cohorts = new LinkedHashMap<>();

    DenseCohorts(int[] codes, int[] blockSizes, int labels, boolean insist) {
        int blocks = blockSizes.length;
        if (blocks == 1) {
            method = "BLOCKWISE";
            cohorts.put(IntStream.range(0, labels).boxed().toList(), List.of(0));
            return;
        }
        Set<List<Integer>> incidences = new HashSet<>();
        Map<Integer, TreeSet<Integer>> blocksOf = new TreeMap<>();
        List<Set<Integer>> labelsOf = new ArrayList<>();
        int row = 0;
        for (int b = 0; b < blocks; b++) {
            labelsOf.add(new HashSet<>());
            for (int i = 0; i < blockSizes[b]; i++, row++) {
                if (codes[row] >= 0) {
                    incidences.add(List.of(b, codes[row]));
                    labelsOf.get(b).add(codes[row]);
                    blocksOf.computeIfAbsent(codes[row], label -> new TreeSet<>())
                            .add(b);
                }
            }
        }
        Map<TreeSet<Integer>, List<Integer>> exact = new LinkedHashMap<>();
        blocksOf.forEach((label, set) ->
                exact.computeIfAbsent(set, blocksAlike -> new ArrayList<>()).add(label));
        if (blocksOf.values().stream().allMatch(set -> set.size() == 1)) {
            method = "BLOCKWISE";
            exact.forEach((set, group) -> cohorts.put(group, List.copyOf(set)));
            return;
        }
        if (exact.size() == 1) {
            method = "MAP_REDUCE";
            if (insist) {
                exact.forEach((set, group) -> cohorts.put(group, List.copyOf(set)));
            }
            return;
        }
        boolean singleRows = IntStream.of(blockSizes).allMatch(size -> size == 1);
        boolean oneLabel = labelsOf.stream().allMatch(set -> set.size() == 1);
        List<Integer> all =
                exact.keySet().stream().flatMap(TreeSet::stream).sorted().toList();
        boolean disjoint =
                all.equals(IntStream.rangeClosed(0, all.getLast()).boxed().toList());
        if (singleRows || oneLabel || disjoint) {
            method = "COHORTS";
            exact.forEach((set, group) -> cohorts.put(group, List.copyOf(set)));
            return;
        }
        boolean dense = incidences.size() / ((double) blocks * blocksOf.size()) > 0.4;
        method = dense ? "MAP_REDUCE" : "COHORTS";
        if (dense && !insist) {
            return;
        }
        Map<Integer, TreeSet<Integer>> rows = new TreeMap<>();
        for (List<Integer> group : exact.values()) {
            TreeSet<Integer> contained = new TreeSet<>();
            blocksOf.forEach((label, set) -> {
                TreeSet<Integer> common = new TreeSet<>(blocksOf.get(group.getFirst()));
                common.retainAll(set);
                if (common.size() >= 0.75 * set.size()) {
                    contained.add(label);
                }
            });
            rows.put(group.getFirst(), contained);
        }
        List<Integer> order = new ArrayList<>(rows.keySet());
        order.sort((i, j) -> rows.get(i).size() != rows.get(j).size()
                ? Integer.compare(rows.get(j).size(), rows.get(i).size())
                : Integer.compare(j, i));
        Set<Integer> merged = new HashSet<>();
        TreeMap<Integer, List<Integer>> byFirst = new TreeMap<>();
        for (int label : order) {
            if (!merged.contains(label)) {
                List<Integer> cohort = rows.get(label).stream()
                        .filter(other -> !merged.contains(other))
                        .toList();
                merged.addAll(cohort);
                byFirst.put(cohort.getFirst(), cohort);
            }
        }
        for (List<Integer> cohort : byFirst.values()) {
            TreeSet<Integer> union = new TreeSet<>();
            cohort.forEach(label -> union.addAll(blocksOf.get(label)));
            cohorts.put(cohort, List.copyOf(union));
        }
    }
}
