package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.Occurrences;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.internal.AllSorts;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.LeastSquaresFitter;
import io.regroup.crossvalidation.internal.Medians;
import io.regroup.crossvalidation.internal.MiddleFitter;
import io.regroup.crossvalidation.internal.Recording;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.SumsFitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every reduction strategy must do. Extend it in your tests and have an engine beside it, such as
 * {@code regroup-engine-robust}: plans are judged by the fits that come of them.
 *
 * <pre>{@code
 * class MyStrategyTest extends ReductionContract {
 *
 *     @Override
 *     protected ReductionStrategy strategy() {
 *         return new MyStrategy();
 *     }
 * }
 * }</pre>
 *
 * <p>A strategy may refuse rows that it has no plan for; that it never has one breaks rule S05.
 */
@DisplayNameGeneration(RuleNames.class)
@ExtendWith(RuleReport.class)
public abstract class ReductionContract {

    private static final Fitter LEAST_SQUARES = new LeastSquaresFitter();
    private static final RunOptions OPTIONS =
            RunOptions.defaults().withBlockRows(47).withFanIn(3);

    /** For the subclass. */
    protected ReductionContract() {}

    /**
     * Makes the strategy.
     *
     * @return a new one
     */
    protected abstract ReductionStrategy strategy();

    /**
     * Tells which programs the strategy claims to serve; others have to be refused.
     *
     * @return both kinds by default
     */
    protected Set<FitProgram.Kind> kinds() {
        return EnumSet.allOf(FitProgram.Kind.class);
    }

    /**
     * Returns the engines that execute the plans.
     *
     * @return by default all that can be found and run here
     */
    protected List<Engine> engines() {
        return FoundEngines.all();
    }

    // --- how a strategy presents itself

    /** Its name. */
    @Holds(Rule.F03)
    public void isNamedByWordsAndHyphens() {
        PluginNames.check(
                strategy().name(), strategy().summary(), () -> strategy().name());
    }

    /** Plans and refusals. */
    @Holds(Rule.S05)
    public void proposesOrRefusesWithAReason() {
        for (FitProgram.Kind kind : FitProgram.Kind.values()) {
            assertEquals(kinds().contains(kind), strategy().serves(kind), "serves(" + kind + ")");
        }
        List<Proposal> proposals = new ArrayList<>();
        for (FitProgram.Kind kind : FitProgram.Kind.values()) {
            Fitter fitter = kind == FitProgram.Kind.MERGEABLE ? new SumsFitter() : new MiddleFitter();
            for (Dataset source : everySource()) {
                for (boolean byName : new boolean[] {true, false}) {
                    RunOptions options =
                            byName ? OPTIONS.withReduction(strategy().name()) : OPTIONS;
                    explain(source, sumsSpec(), fitter, options, (request, layout, proposal) -> {
                        assertTrue(
                                proposal.score() >= 0 && proposal.score() <= 1,
                                "a score of " + proposal.score() + " for " + request);
                        String said = proposal.plan().map(ReductionPlan::reason).orElse(proposal.refusal());
                        assertTrue(!said.isBlank(), "neither a reason nor a refusal for " + request);
                        proposals.add(proposal);
                    });
                }
            }
            if (!kinds().contains(kind)) {
                String refusal = Refusal.of(
                        "programs of kind " + kind + " are not served, but not refused",
                        () -> fit(engines().getFirst(), everySource().getFirst(), sumsSpec(), fitter, OPTIONS));
                assertTrue(refusal.contains(strategy().name()), "the refusal does not name the strategy: " + refusal);
            }
        }
        assertTrue(
                proposals.stream().anyMatch(proposal -> proposal.plan().isPresent()),
                "no plan for any rows; refusals: "
                        + proposals.stream().map(Proposal::refusal).distinct().toList());
    }

    /** Names, blocks and fan-in. */
    @Holds(Rule.S07)
    public void plansAreAsAskedFor() {
        for (int blockRows : new int[] {1, 47, 5000}) {
            for (int fanIn : new int[] {2, 7}) {
                RunOptions options = OPTIONS.withBlockRows(blockRows).withFanIn(fanIn);
                for (Dataset source : everySource()) {
                    explain(source, sumsSpec(), new SumsFitter(), options, (request, layout, proposal) -> {
                        proposal.plan()
                                .ifPresent(
                                        plan -> assertEquals(strategy().name(), plan.strategy(), "name in the plan"));
                        proposal.plan().flatMap(ReductionPlan::combining).ifPresent(combining -> {
                            assertEquals(blockRows, combining.blockRows(), "rows of a block");
                            assertEquals(fanIn, combining.fanIn(), "fan-in");
                        });
                    });
                }
            }
        }
    }

    /** The same plan again. */
    @Holds(Rule.S08)
    public void keepsNothing() {
        ReductionStrategy one = strategy();
        for (int round = 0; round < 2; round++) {
            for (Dataset source : everySource()) {
                explain(source, sumsSpec(), new SumsFitter(), OPTIONS, (request, layout, proposal) -> {
                    String expected = one.propose(request, layout).toString();
                    assertEquals(expected, one.propose(request, layout).toString(), "the plan when asked again");
                    assertEquals(expected, proposal.toString(), "the plan of another instance");
                });
            }
        }
    }

    // --- what comes of plans

    /** Whole groups. */
    @Holds(Rule.S01)
    public void wholeGroupsStayWhole() {
        Scenario scenario = AllSorts.plain(1, 1, false);
        for (RowOrder order : RowOrder.values()) {
            for (Dataset source : sources(scenario.table(order))) {
                List<Proposal> proposals = new ArrayList<>();
                explain(
                        source,
                        sumsSpec(),
                        new MiddleFitter(),
                        OPTIONS.withReduction(strategy().name()),
                        (request, layout, proposal) -> proposals.add(proposal));
                for (Proposal proposal : proposals) {
                    assertTrue(
                            proposal.plan().map(ReductionPlan::wholeGroups).orElse(true),
                            "a program that needs whole groups is to combine summaries, " + order);
                }
                FitSpec spec = FitSpec.groupBy("g").targets("y1").minRows(1).build();
                for (Engine engine : engines()) {
                    FitResult result = tryFit(engine, source, spec, new MiddleFitter(), OPTIONS);
                    for (int g = 0; result != null && g < scenario.samples().size(); g++) {
                        assertEquals(
                                Medians.bySorting(scenario.samples().get(g).y[0]),
                                result.groups().doubles("y1_fit_beta0")[g],
                                "median of group " + g + ", " + engine.name() + ", " + order);
                    }
                }
            }
        }
    }

    /** The same fits as everywhere. */
    @Holds(Rule.S02)
    public void fitsAgreeWithExactArithmetic() {
        for (Scenario scenario : List.of(AllSorts.plain(1, 1, true), AllSorts.unusable(2, 2), AllSorts.dependent(4))) {
            FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 1);
            for (RowOrder order : RowOrder.values()) {
                for (Dataset source : sources(scenario.table(order))) {
                    for (int blockRows : new int[] {5, 64, 100_000}) {
                        for (Engine engine : engines()) {
                            FitResult result =
                                    tryFit(engine, source, spec, LEAST_SQUARES, OPTIONS.withBlockRows(blockRows));
                            if (result != null) {
                                Differences differences = new Differences(
                                        scenario.name() + ", " + engine.name() + ", " + order + ", "
                                                + source.description() + ", blocks of " + blockRows,
                                        Accuracy.general());
                                scenario.compare(result, differences);
                                differences.assertNone();
                            }
                        }
                    }
                }
            }
        }
    }

    /** The same bits. */
    @Holds(Rule.S03)
    public void bitsDoNotDependOnHowRowsAreRead() {
        Scenario scenario = AllSorts.unusable(2, 2);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 2);
        for (Engine engine : engines()) {
            for (RowOrder order : RowOrder.values()) {
                Table expected = null;
                for (Dataset source : sources(scenario.table(order))) {
                    for (int threads : new int[] {1, 2, 5}) {
                        FitResult result = tryFit(engine, source, spec, LEAST_SQUARES, OPTIONS.withThreads(threads));
                        if (result != null) {
                            expected = expected == null ? result.groups() : expected;
                            SameBits.check(
                                    result.groups(),
                                    expected,
                                    engine.name() + ", " + order + ", " + source.description() + ", " + threads
                                            + " threads");
                        }
                    }
                }
            }
        }
    }

    /** Cohorts. */
    @Holds(Rule.S04)
    public void cohortsDivideTheGroups() {
        for (Dataset source : everySource()) {
            for (int blockRows : new int[] {5, 64, 1000}) {
                explain(
                        source,
                        sumsSpec(),
                        new SumsFitter(),
                        OPTIONS.withBlockRows(blockRows),
                        (request, layout, proposal) -> proposal.plan()
                                .flatMap(ReductionPlan::combining)
                                .filter(combining -> !combining.cohorts().isEmpty())
                                .ifPresent(combining -> check(
                                        combining.cohorts(),
                                        layout.occurrences().orElse(null),
                                        source.description())));
            }
        }
        Scenario scenario = AllSorts.plain(1, 1, false);
        FitSpec spec = FitSpec.groupBy("g").targets("y1").minRows(1).build();
        for (RowOrder order : RowOrder.values()) {
            for (Dataset source : sources(scenario.table(order))) {
                for (Engine engine : engines()) {
                    FitResult result = tryFit(engine, source, spec, new SumsFitter(), OPTIONS);
                    if (result != null) {
                        assertEquals(
                                scenario.samples().stream()
                                        .map(sample -> (double) sample.rows())
                                        .toList(),
                                Arrays.stream(result.groups().doubles("y1_fit_rows"))
                                        .boxed()
                                        .toList(),
                                "rows of each group, " + order + ", " + engine.name());
                    }
                }
            }
        }
    }

    private static void check(List<Cohort> cohorts, @Nullable Occurrences occurrences, String source) {
        assertNotNull(occurrences, "cohorts where nothing is known of where groups occur");
        int[][] ofBlock = occurrences.ofBlock();
        int[] times = new int[occurrences.labelCount()];
        for (Cohort cohort : cohorts) {
            for (int label : cohort.labels()) {
                times[label]++;
            }
            int[] expected = IntStream.range(0, ofBlock.length)
                    .filter(block -> Arrays.stream(ofBlock[block])
                            .anyMatch(label -> IntStream.of(cohort.labels()).anyMatch(own -> own == label)))
                    .toArray();
            int[] blocks = IntStream.of(cohort.blocks()).sorted().toArray();
            assertTrue(
                    Arrays.equals(expected, blocks),
                    "a cohort of " + cohort.labels().length + " labels has the blocks " + Arrays.toString(blocks)
                            + ", its groups occur in " + Arrays.toString(expected) + ", " + source);
        }
        Arrays.stream(ofBlock)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .forEach(label -> assertEquals(1, times[label], "cohorts with label " + label + ", " + source));
    }

    // --- how tests run

    /** Rows in every order, in memory, delivered in blocks, and as a file. */
    private static List<Dataset> everySource() {
        List<Dataset> sources = new ArrayList<>();
        for (RowOrder order : RowOrder.values()) {
            sources.addAll(sources(AllSorts.plain(1, 1, false).table(order)));
        }
        return sources;
    }

    private static List<Dataset> sources(Table table) {
        return List.of(
                table,
                new ChunkedDataset(table, 13, false),
                new ChunkedDataset(table, 1000, true),
                new FileLikeDataset(table, 9),
                new FileLikeDataset(table, 50));
    }

    private static FitSpec sumsSpec() {
        return FitSpec.groupBy("g").targets("y1").minRows(1).build();
    }

    private static RunOptions options(RunOptions options, Dataset source) {
        return source instanceof FileLikeDataset ? options.withMemory(1) : options;
    }

    /** Plans, and has every proposal looked at. */
    private void explain(Dataset source, FitSpec spec, Fitter fitter, RunOptions options, Recording.Witness witness) {
        Engine engine = engines().getFirst();
        Plugins plugins = Plugins.none()
                .with(engine)
                .with(new Recording(strategy(), witness))
                .with(fitter);
        try {
            Regroup.explain(
                    source,
                    spec.toBuilder().fitter(fitter.name()).build(),
                    options(options.withEngine(engine.name()), source),
                    plugins);
        } catch (InvalidArgumentException e) {
            // refused: the witness has seen why
        }
    }

    /** Fits, or returns null if the strategy has no plan for the rows. */
    private @Nullable FitResult tryFit(Engine engine, Dataset source, FitSpec spec, Fitter fitter, RunOptions options) {
        List<Proposal> plans = new ArrayList<>();
        explain(source, spec, fitter, options.withReduction(strategy().name()), (request, layout, proposal) -> {
            if (proposal.plan().isPresent()) {
                plans.add(proposal);
            }
        });
        return plans.isEmpty() ? null : fit(engine, source, spec, fitter, options);
    }

    private FitResult fit(Engine engine, Dataset source, FitSpec spec, Fitter fitter, RunOptions options) {
        return Regroup.fit(
                source,
                spec.toBuilder().fitter(fitter.name()).build(),
                options(
                        options.withEngine(engine.name())
                                .withReduction(strategy().name()),
                        source),
                Plugins.none().with(engine).with(strategy()).with(fitter));
    }
}
