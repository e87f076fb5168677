package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.OptionDescription;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.GroupData;
import io.regroup.crossvalidation.internal.Near;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Serial;
import io.regroup.crossvalidation.internal.Tables;
import io.regroup.crossvalidation.internal.UnreadableDataset;
import io.regroup.crossvalidation.internal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every fitter must do. Extend it in your tests and have an engine beside it, such as {@code regroup-engine-robust}:
 *
 * <pre>{@code
 * class MyFitterTest extends FitterContract {
 *
 *     @Override
 *     protected Fitter fitter() {
 *         return new MyFitter();
 *     }
 * }
 * }</pre>
 *
 * <p>Rows are made by the kit: standard normal features, and a target that depends on them linearly and has normal errors.
 * A fitter of other models overrides {@link #feature} and {@link #target}. Each test is named after a {@link Rule} and runs on all
 * engines that can be found.
 */
@DisplayNameGeneration(RuleNames.class)
@ExtendWith(RuleReport.class)
public abstract class FitterContract {

    private static final RunOptions OPTIONS = Trial.OPTIONS;

    /** For the subclass. */
    protected FitterContract() {}

    /**
     * Makes the fitter.
     *
     * @return a new one
     */
    protected abstract Fitter fitter();

    /**
     * Tells what is to be expected of its numbers.
     *
     * @return those of a plain model by default
     */
    protected FitterTraits traits() {
        return FitterTraits.plain();
    }

    /**
     * Tells how many features to fit.
     *
     * @return by default two, or as near to that as {@link FitterSupport} allows
     */
    protected int features() {
        FitterSupport support = fitter().describe().support();
        return Math.max(support.fewestFeatures(), Math.min(2, support.mostFeatures()));
    }

    /**
     * Completes a specification, by options for instance.
     *
     * @param spec names keys, target, features, weight and this fitter
     * @param weighted whether there is a weight
     * @return the specification by default
     */
    protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
        return spec;
    }

    /**
     * Makes a value of a feature.
     *
     * @param feature its number from 0
     * @param random where chance comes from
     * @return a standard normal value by default
     */
    protected double feature(int feature, SplittableRandom random) {
        return random.nextGaussian();
    }

    /**
     * Makes a target that the model can explain but for the noise.
     *
     * @param features the row's features
     * @param noise a standard normal value
     * @return by default {@code 1 + x1 + 2 x2 + … + 0.3 noise}
     */
    protected double target(double[] features, double noise) {
        double sum = 1 + 0.3 * noise;
        for (int j = 0; j < features.length; j++) {
            sum += (j + 1) * features[j];
        }
        return sum;
    }

    /**
     * Computes the coefficients of a group in a way of the author's own, which shares no code with the fitter: another program's
     * algorithm, a slow but plain one, exact arithmetic.
     *
     * @param x one array per feature
     * @param y the target
     * @param w the weights, or null
     * @return the coefficients; null, as by default, if there is no such reference
     */
    protected double @Nullable [] reference(double[][] x, double[] y, double @Nullable [] w) {
        return null;
    }

    // --- how a fitter presents itself

    /** Its name. */
    @Holds(Rule.F03)
    public void isNamedByWordsAndHyphens() {
        PluginNames.check(fitter().name(), fitter().describe().summary(), () -> fitter().name());
        for (OptionDescription option : fitter().describe().options()) {
            assertTrue(PluginNames.isName(option.name()) && !option.meaning().isBlank(), "option " + option);
        }
    }

    /** What it supports is used, and the rest is refused. */
    @Holds(Rule.F01)
    public void whatIsNotSupportedIsRefused() {
        FitterDescription description = fitter().describe();
        FitterSupport support = description.support();
        int features = features();
        refused(!support.weights(), spec(features, true), "weights");
        refused(!support.throughOrigin() && features > 0, spec(features, false).intercept(false), "no intercept");
        refused(support.fewestFeatures() > 0, spec(support.fewestFeatures() - 1, false), "too few features");
        if (support.mostFeatures() < Integer.MAX_VALUE) {
            refused(true, spec(support.mostFeatures() + 1, false), "too many features");
        }
        refused(true, spec(features, false).fitterOption("no-such-option", "1"), "an unknown option");
        int most = Math.min(support.mostFeatures(), Math.max(4, support.fewestFeatures()));
        for (int count = support.fewestFeatures(); count <= most; count++) {
            for (boolean weighted : support.weights() ? new boolean[] {false, true} : new boolean[] {false}) {
                GroupData data = data(count, 20, 20 + 4 * count, 3);
                FitSpec spec = spec(count, weighted).build();
                FitProgram program = fitter().compile(spec);
                assertTrue(
                        description.kinds().contains(program.kind()),
                        "the program is " + program.kind() + ", the description says " + description.kinds());
                for (Engine engine : FoundEngines.all()) {
                    requireNoFailure(
                            fit(engine, data.table(), spec), count + " features" + (weighted ? ", weighted" : ""));
                }
            }
        }
    }

    private void refused(boolean expected, FitSpec.Builder spec, String what) {
        if (expected) {
            FitSpec built = spec.build();
            Table columns = data(built.features().size(), 1, 5, 1).table();
            Refusal.of(
                    what + ": not among what is supported, but not refused",
                    () -> fit(FoundEngines.all().getFirst(), new UnreadableDataset(columns.schema()), built));
        }
    }

    /** Programs travel. */
    @Holds(Rule.F02)
    public void programsCanBeSerialised() {
        FitSpec spec = spec(features(), false).build();
        FitProgram program = fitter().compile(spec);
        byte[] before = Serial.bytes(program);
        FitProgram copy = Serial.copy(program);
        GroupData data = data(features(), 30, 40, 11);
        for (Engine engine : FoundEngines.all()) {
            Table expected = fit(engine, data.table(), spec, new Compiled(fitter(), program))
                    .groups();
            Table got = fit(engine, data.table(), spec, new Compiled(fitter(), copy))
                    .groups();
            SameBits.check(got, expected, "a program that was serialised, " + engine.name());
        }
        assertTrue(Arrays.equals(before, Serial.bytes(program)), "the program has changed while it ran");
    }

    // --- what a fit depends on

    /** Groups alone, in other order, on other threads, once more. */
    @Holds(Rule.F04)
    public void groupsAreIndependent() {
        GroupData data = data(features(), 60, 50, 5);
        FitSpec spec = spec(features(), supportsWeights()).build();
        for (Engine engine : FoundEngines.all()) {
            Table rows = data.table();
            Table before = Tables.copy(rows);
            Table expected = fit(engine, rows, spec).groups();
            SameBits.check(rows, before, "the rows that were fitted, " + engine.name());
            for (int threads : new int[] {1, 4}) {
                Table again = run(engine, Way.GATHERED, data.table(), spec, fitter(), OPTIONS.withThreads(threads))
                        .groups();
                SameBits.check(again, expected, "once more on " + threads + " threads, " + engine.name());
            }
            Table reversed = fit(engine, data.inGroupOrder(descending(data.groups())), spec)
                    .groups();
            sameUpToKeys(reversed, expected, descending(data.groups()), "groups in descending order, " + engine.name());
            for (int group : new int[] {0, 7, data.groups() - 1}) {
                Table alone =
                        fit(engine, data.inGroupOrder(new int[] {group}), spec).groups();
                sameUpToKeys(alone, expected, new int[] {group}, "group " + group + " alone, " + engine.name());
            }
        }
    }

    private static int[] descending(int count) {
        return IntStream.range(0, count).map(g -> count - 1 - g).toArray();
    }

    private static void sameUpToKeys(Table got, Table all, int[] groups, String what) {
        SameBits.check(Tables.without(got, "g"), Tables.without(Tables.rows(all, groups), "g"), what);
    }

    /** Rows in another order. */
    @Holds(Rule.F05)
    public void allRowsAreUsedInAnyOrder() {
        assumeTrue(!traits().ordered(), "the order of rows matters to this fitter");
        GroupData data = data(features(), 40, 45, 21);
        FitSpec spec = spec(features(), supportsWeights()).build();
        for (Engine engine : FoundEngines.all()) {
            Table expected = withoutCounts(fit(engine, data.table(), spec).groups(), spec);
            for (int seed = 1; seed <= 3; seed++) {
                Table got = withoutCounts(
                        fit(engine, data.shuffledWithinGroups(seed), spec).groups(), spec);
                Near.check(
                        got, expected, traits().tolerance(), "rows of each group in another order, " + engine.name());
            }
        }
    }

    /** Leaves out what an iteration counts on its way: by rounding alone it may be one more or less. */
    private Table withoutCounts(Table groups, FitSpec spec) {
        Iteration iteration = fitter().compile(spec).iteration();
        Table left = groups;
        for (String count : iteration == null ? Set.<String>of() : iteration.counts()) {
            left = Tables.without(left, "y_fit_" + count);
        }
        return left;
    }

    /** Weights. */
    @Holds(Rule.F06)
    public void weightsAreUsed() {
        assumeTrue(supportsWeights(), "the fitter says that it does not support weights");
        GroupData data = data(features(), 40, 45, 31);
        FitSpec plain = spec(features(), false).build();
        FitSpec weighted = spec(features(), true).build();
        for (Engine engine : FoundEngines.all()) {
            Table without = fit(engine, data.table(), plain).groups();
            Table equal = fit(engine, data.withEqualWeights(), weighted).groups();
            Near.check(equal, without, traits().tolerance(), "all weights 1, " + engine.name());
            Table with = fit(engine, data.table(), weighted).groups();
            int same = Near.sameRows(with, without, results(without), traits().tolerance());
            assertTrue(
                    same <= data.groups() / 2,
                    "weights from 0.1 to 4 change nothing in " + same + " of " + data.groups() + " groups, "
                            + engine.name());
        }
    }

    private static List<String> results(Table groups) {
        return groups.schema().names().stream()
                .filter(name -> name.startsWith("y_fit_") && !name.endsWith("_count") && !name.endsWith("_status"))
                .filter(name -> !name.endsWith("_err") && !name.matches(".*_(rms|chi2|r2)"))
                .toList();
    }

    // --- what a fit says

    /** Standard errors of many small groups. */
    @Holds(Rule.F07)
    public void standardErrorsAreCalibrated() {
        assumeTrue(traits().calibrated(), "the fitter's errors are not calibrated, says its author");
        int features = features();
        FitSpec spec = spec(features, false).minRows(1).build();
        int terms = fitter().compile(spec).terms().size();
        assumeTrue(terms > 0, "the fitter has no coefficients");
        int rows = terms + 5;
        int pairs = 4000;
        GroupData data = data(features, 2 * pairs, rows, 41).withPairedFeatures();
        Table groups = fit(FoundEngines.all().getFirst(), data.table(), spec).groups();
        // b and b' of two groups with the same features: (b − b')² / (s² + s'²) is t² with 2 ν degrees of freedom
        double expected = 10.0 / (10 - 2);
        for (int term = 0; term < terms; term++) {
            String name = coefficients(groups).get(term);
            double[] b = groups.doubles(name);
            double[] s = groups.doubles(name + "_err");
            double sum = 0;
            int used = 0;
            for (int pair = 0; pair < pairs; pair++) {
                double difference = b[2 * pair] - b[2 * pair + 1];
                double variance = s[2 * pair] * s[2 * pair] + s[2 * pair + 1] * s[2 * pair + 1];
                if (variance > 0 && Double.isFinite(difference)) {
                    sum += difference * difference / variance;
                    used++;
                }
            }
            assertTrue(
                    used > pairs / 2, name + " has standard errors in " + used + " of " + pairs + " pairs of groups");
            double ratio = Math.sqrt(sum / used / expected);
            assertTrue(
                    Math.abs(ratio - 1) < 0.08,
                    name + " varies " + ratio + " times as much as its standard error says, in groups of " + rows
                            + " rows with " + terms + " coefficients");
        }
    }

    private static List<String> coefficients(Table groups) {
        return groups.schema().names().stream()
                .filter(name -> groups.schema().names().contains(name + "_err"))
                .toList();
    }

    /** Summaries. */
    @Holds(Rule.F08)
    public void summariesCombine() {
        FitSpec spec = spec(features(), supportsWeights()).build();
        assumeTrue(fitter().compile(spec).kind() == FitProgram.Kind.MERGEABLE, "the fitter needs whole groups");
        GroupData data = data(features(), 40, 45, 51);
        for (RowOrder order : List.of(RowOrder.SORTED, RowOrder.SHUFFLED, RowOrder.RUNS)) {
            Table table = data.laidOut(order);
            for (Engine engine : FoundEngines.all()) {
                Table expected = withoutCounts(fit(engine, table, spec).groups(), spec);
                for (Way way : List.of(Way.IN_PLACE, Way.COHORTS)) {
                    for (int blockRows : new int[] {1, 2, 7, 64, 1000}) {
                        for (Dataset source : List.of(table, new FileLikeDataset(table, 50))) {
                            Table got = run(engine, way, source, spec, fitter(), OPTIONS.withBlockRows(blockRows))
                                    .groups();
                            Near.check(
                                    withoutCounts(got, spec),
                                    expected,
                                    traits().tolerance(),
                                    "combined from blocks of " + blockRows + " rows, " + order + ", " + engine.name());
                        }
                    }
                }
            }
        }
    }

    /** Degenerate rows. */
    @Holds(Rule.F09)
    public void hardGroupsAreAStatus() {
        int features = features();
        for (boolean weighted : supportsWeights() ? new boolean[] {false, true} : new boolean[] {false}) {
            FitSpec spec = spec(features, weighted).minRows(1).build();
            for (Engine engine : FoundEngines.all()) {
                for (GroupData.Hard hard : GroupData.Hard.values()) {
                    GroupData data = data(features, 12, 9, 61).made(hard);
                    requireNoFailure(fit(engine, data.table(), spec), hard + (weighted ? ", weighted" : ""));
                }
            }
        }
    }

    private static void requireNoFailure(FitResult result, String what) {
        for (int g = 0; g < result.groups().rowCount(); g++) {
            assertTrue(
                    result.status("y", g) != FitStatus.FAILED,
                    what + ": group " + g + " failed: " + result.explanation().notes());
        }
    }

    /** Predictions. */
    @Holds(Rule.F10)
    public void statisticsAreThoseOfPredictions() {
        FitSpec spec = spec(features(), supportsWeights()).build();
        assumeTrue(!fitter().compile(spec).terms().isEmpty(), "the fitter has no coefficients to predict with");
        GroupData data = data(features(), 40, 45, 71);
        Table table = data.table();
        double[] spread = data.spread(spec.weight() != null);
        for (Engine engine : FoundEngines.all()) {
            int explained = 0;
            FitResult result = fit(engine, table, spec);
            double[] predicted = Tables.read(result.rows(table)).doubles("y_fit");
            double[] y = table.doubles("y");
            double[] g = table.doubles("g");
            double[] weights = table.doubles("w");
            double[] chi2 = new double[data.groups()];
            for (int i = 0; i < y.length; i++) {
                double w = spec.weight() == null ? 1 : weights[i];
                chi2[(int) g[i]] += w * (y[i] - predicted[i]) * (y[i] - predicted[i]);
            }
            for (int group = 0; group < chi2.length; group++) {
                double reported = result.groups().doubles("y_fit_chi2")[group];
                assertTrue(
                        Near.relative(reported, chi2[group]) <= Math.max(1e-8, traits().tolerance()),
                        "group " + group + ": chi2 is " + reported + ", of the predictions it is " + chi2[group] + ", "
                                + engine.name());
                explained += chi2[group] < spread[group] ? 1 : 0;
            }
            assertTrue(
                    features() == 0 || explained >= 0.9 * data.groups(),
                    "predictions are nearer to the target than its mean in " + explained + " of " + data.groups()
                            + " groups only, " + engine.name());
        }
    }

    /** The author's reference. */
    @Holds(Rule.F11)
    public void coefficientsAreThoseOfTheReference() {
        int features = features();
        boolean weighted = supportsWeights();
        FitSpec spec = spec(features, weighted).build();
        GroupData data = data(features, 40, 45, 81);
        List<double[]> references = IntStream.range(0, data.groups())
                .mapToObj(group -> reference(data.x(group), data.y(group), weighted ? data.w(group) : null))
                .filter(Objects::nonNull)
                .toList();
        assumeTrue(references.size() == data.groups(), "the author gives no reference");
        for (Engine engine : FoundEngines.all()) {
            Table groups = fit(engine, data.table(), spec).groups();
            List<String> names = coefficients(groups);
            for (int group = 0; group < data.groups(); group++) {
                double[] expected = references.get(group);
                for (int term = 0; term < names.size(); term++) {
                    double got = groups.doubles(names.get(term))[group];
                    assertTrue(
                            Near.relative(got, expected[term]) <= traits().tolerance(),
                            "group " + group + ": " + names.get(term) + " is " + got + ", the reference says "
                                    + expected[term] + ", " + engine.name());
                }
            }
        }
    }

    /** Rounds. */
    @Holds(Rule.F12)
    public void roundsKeepInStatesWhatTheyKnow() {
        FitSpec spec = spec(features(), supportsWeights()).build();
        assumeTrue(
                fitter().compile(spec).forTarget(0) instanceof RoundsProgram,
                "the fitter goes over the rows of a group once, or needs them all at once");
        RoundsProgram program = (RoundsProgram) fitter().compile(spec).forTarget(0);
        GroupData data = data(features(), 25, 45, 91);
        for (Engine engine : FoundEngines.all()) {
            if (engine.kernels().isPresent()) {
                new RoundsTrial(program, () -> engine.kernels().orElseThrow(), data, supportsWeights(), engine.name())
                        .check(traits().tolerance());
            }
        }
    }

    // --- how tests run

    /** A fitter whose program is made already. */
    private record Compiled(Fitter fitter, FitProgram program) implements Fitter {

        @Override
        public String name() {
            return fitter.name();
        }

        @Override
        public FitterDescription describe() {
            return fitter.describe();
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return program;
        }
    }

    private boolean supportsWeights() {
        return fitter().describe().support().weights();
    }

    private FitSpec.Builder spec(int features, boolean weighted) {
        String[] names =
                IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toArray(String[]::new);
        FitSpec.Builder spec = FitSpec.groupBy("g")
                .targets("y")
                .features(names)
                .weight(weighted ? "w" : null)
                .fitter(fitter().name());
        return specify(spec, weighted);
    }

    private GroupData data(int features, int groups, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> x = new ArrayList<>(Collections.nCopies(features, null));
        int count = groups * rows;
        x.replaceAll(_ -> new double[count]);
        double[] y = new double[count];
        double[] w = new double[count];
        double[] row = new double[features];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < features; j++) {
                row[j] = feature(j, random);
                x.get(j)[i] = row[j];
            }
            y[i] = target(row, random.nextGaussian());
            w[i] = random.nextDouble(0.1, 4);
        }
        return new GroupData(groups, rows, x.toArray(double[][]::new), y, w, this::target);
    }

    private FitResult fit(Engine engine, Dataset data, FitSpec spec) {
        return fit(engine, data, spec, fitter());
    }

    private static FitResult fit(Engine engine, Dataset data, FitSpec spec, Fitter fitter) {
        return run(engine, Way.GATHERED, data, spec, fitter, OPTIONS);
    }

    private static FitResult run(
            Engine engine, Way way, Dataset data, FitSpec spec, Fitter fitter, RunOptions options) {
        return new Trial(engine, way, RowOrder.SORTED, data).fit(spec, fitter, options);
    }
}
