package io.regroup.reducers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.spi.Cohort;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any rows in any blocks. */
class CohortsPropertyTest {

    @Property(tries = 8000, edgeCases = EdgeCasesMode.NONE)
    void agreeWithThePlainRules(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int rows,
            @ForAll @IntRange(min = 1, max = 25) int labels,
            @ForAll @IntRange(min = 1, max = 12) int largest,
            @ForAll boolean insist) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = sizes(random, rows, largest);
        int[] codes = BlockedRows.randomCodes(random, rows, labels);
        DenseCohorts expected = new DenseCohorts(codes, sizes, labels, insist);
        Cohorts cohorts = Cohorts.find(BlockLabels.of(codes, sizes, labels), insist);
        assertThat(cohorts.preferred().name()).isEqualTo(expected.method);
        Map<List<Integer>, List<Integer>> found = new LinkedHashMap<>();
        for (Cohort cohort : cohorts.cohorts()) {
            found.put(boxed(cohort.labels()), boxed(cohort.blocks()));
        }
        assertThat(List.copyOf(found.entrySet())).isEqualTo(List.copyOf(expected.cohorts.entrySet()));
    }

    /** Equal blocks half of the time, as these are where cohorts arise. */
    private static int[] sizes(SplittableRandom random, int rows, int largest) {
        return random.nextBoolean()
                ? BlockedRows.blocksOf(largest, rows)
                : BlockedRows.randomSizes(random, rows, largest);
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyPresentLabelIsInOneCohortAndEveryCohortHasAllBlocksOfItsLabels(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 400) int rows,
            @ForAll @IntRange(min = 1, max = 80) int labels,
            @ForAll @IntRange(min = 1, max = 30) int largest) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = sizes(random, rows, Math.min(largest, rows - 1));
        int[] codes = BlockedRows.randomCodes(random, rows, labels);
        BlockLabels blocks = BlockLabels.of(codes, sizes, labels);
        double maxSteps = random.nextInt(4) == 0 ? 0 : Cohorts.MAX_STEPS;
        Cohorts cohorts = Cohorts.find(blocks, true, maxSteps);

        int[] cohortOfLabel = new int[labels];
        Arrays.fill(cohortOfLabel, -1);
        int firstLabel = -1;
        for (int c = 0; c < cohorts.cohorts().size(); c++) {
            Cohort cohort = cohorts.cohorts().get(c);
            assertThat(cohort.labels()).isSorted().isNotEmpty();
            assertThat(cohort.labels()[0]).isGreaterThan(firstLabel);
            firstLabel = cohort.labels()[0];
            for (int label : cohort.labels()) {
                assertThat(cohortOfLabel[label]).isEqualTo(-1);
                cohortOfLabel[label] = c;
            }
        }
        List<TreeSet<Integer>> blocksOfCohort =
                cohorts.cohorts().stream().map(cohort -> new TreeSet<Integer>()).toList();
        boolean[] present = new boolean[labels];
        for (int b = 0; b < blocks.blockCount(); b++) {
            for (int label : blocks.inBlock(b)) {
                assertThat(cohortOfLabel[label]).isNotNegative();
                blocksOfCohort.get(cohortOfLabel[label]).add(b);
                present[label] = true;
            }
        }
        for (int c = 0; c < blocksOfCohort.size(); c++) {
            assertThat(boxed(cohorts.cohorts().get(c).blocks())).isEqualTo(List.copyOf(blocksOfCohort.get(c)));
        }
        int presentLabels = 0;
        for (int label = 0; label < labels; label++) {
            presentLabels += present[label] ? 1 : 0;
            assertThat(cohortOfLabel[label] >= 0).isEqualTo(present[label]);
        }
        assertThat(cohorts.presentLabels()).isEqualTo(presentLabels);
        assertThat(cohorts.density()).isBetween(0.0, 1.0);
    }
}
