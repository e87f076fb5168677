package io.regroup.api;

import io.regroup.api.aggregate.AggregateInput;
import io.regroup.api.aggregate.AggregateResult;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.CombinedFits;
import io.regroup.api.engine.RowDemand;
import io.regroup.api.internal.CheckedDataset;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitResults;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummarizedFit;
import io.regroup.api.spi.FitJob;
import java.util.List;
import java.util.Objects;

/**
 * Fits one statistical model to each group of rows, or reduces each group to single values.
 *
 * <pre>{@code
 * FitResult result = Regroup.fit(table,
 *         FitSpec.groupBy("sector", "row").targets("dy").features("x", "y").weight("w").minRows(20).build());
 * double[] slopes = result.groups().doubles("dy_fit_beta1");
 * }</pre>
 *
 * <p>Fitters, engines and reduction strategies are plug-ins: put the modules that you want on the module path or the class
 * path. All methods may be called from several threads.
 */
public final class Regroup {

    private Regroup() {}

    /**
     * Fits with the best engine and strategy that are there, on all processors.
     *
     * @param data the rows
     * @param spec what to fit
     * @return the result
     * @throws InvalidArgumentException if the specification does not fit the data, before any work; or if a weight is
     *     negative
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static FitResult fit(Dataset data, FitSpec spec) {
        return fit(data, spec, RunOptions.defaults());
    }

    /**
     * Fits as told.
     *
     * @param data the rows
     * @param spec what to fit
     * @param options with which engine and strategy, on how many threads
     * @return the result
     * @throws InvalidArgumentException if the specification or the options cannot be used, before any work; or if a weight
     *     is negative
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static FitResult fit(Dataset data, FitSpec spec, RunOptions options) {
        return fit(data, spec, options, Plugins.find());
    }

    /**
     * Fits as told with given plug-ins.
     *
     * @param data the rows
     * @param spec what to fit
     * @param options with which engine and strategy, on how many threads
     * @param plugins what there is to choose from
     * @return the result
     * @throws InvalidArgumentException if the specification or the options cannot be used, before any work; or if a weight
     *     is negative
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static FitResult fit(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        Objects.requireNonNull(spec, "spec");
        return FitPlanner.plan(data, List.of(spec), options, plugins).run().get(0);
    }

    /**
     * Makes several fits of the same groups in one call, with the best engine and strategy that are there, on all processors.
     *
     * @param data the rows
     * @param specs what to fit
     * @return the results
     * @throws InvalidArgumentException as {@link #fitAll(Dataset, List, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static FitResults fitAll(Dataset data, List<FitSpec> specs) {
        return fitAll(data, specs, RunOptions.defaults());
    }

    /**
     * Makes several fits of the same groups in one call: each with its own targets, features, weight, fitter and options. Rows are
     * read once and grouped once for all of them, and each fit gives the numbers that it gives by itself with the same plan.
     *
     * <pre>{@code
     * FitResults results = Regroup.fitAll(table, List.of(
     *         FitSpec.groupBy("sector").targets("dy").features("x", "z").weight("w").build(),
     *         FitSpec.groupBy("sector").targets("dz").features("z").fitter("huber").suffix("_rob").build()),
     *         RunOptions.defaults());
     * }</pre>
     *
     * @param data the rows
     * @param specs what to fit, at least one; all with the same keys and the same selection, and with names of their own for
     *     their result columns
     * @param options with which engine and strategy, on how many threads; one choice for all fits, so if one of them needs whole
     *     groups, all get them
     * @return the results, in the order of the specifications
     * @throws InvalidArgumentException if a specification or the options cannot be used, or specifications do not go together,
     *     before any work; or if a weight is negative
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static FitResults fitAll(Dataset data, List<FitSpec> specs, RunOptions options) {
        return fitAll(data, specs, options, Plugins.find());
    }

    /**
     * Makes several fits of the same groups in one call, with given plug-ins.
     *
     * @param data the rows
     * @param specs what to fit
     * @param options with which engine and strategy, on how many threads
     * @param plugins what there is to choose from
     * @return the results, in the order of the specifications
     * @throws InvalidArgumentException as {@link #fitAll(Dataset, List, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static FitResults fitAll(Dataset data, List<FitSpec> specs, RunOptions options, Plugins plugins) {
        return new FitResults(FitPlanner.plan(data, specs, options, plugins).run());
    }

    /**
     * Fits, and keeps the summary from which the fit was made: per group some numbers of fixed size, which can be stored and
     * later be combined with those of other rows, see {@link #combine}. Least squares are then solved by triangular factors,
     * which need no second look at the rows, whatever the engine.
     *
     * @param data the rows
     * @param spec what to fit; medians and diagnostics need whole groups and cannot be asked for
     * @param options with which engine, on how many threads; the reduction must be left to {@link RunOptions#AUTO}
     * @return the fit and the summary
     * @throws InvalidArgumentException if no summary can be stored for this specification, and as {@link #fit}
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static SummarizedFit summarize(Dataset data, FitSpec spec, RunOptions options) {
        return summarize(data, spec, options, Plugins.find());
    }

    /**
     * Fits and keeps the summary, with given plug-ins.
     *
     * @param data the rows
     * @param spec what to fit
     * @param options with which engine, on how many threads
     * @param plugins what there is to choose from
     * @return the fit and the summary
     * @throws InvalidArgumentException as {@link #summarize(Dataset, FitSpec, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static SummarizedFit summarize(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        SummaryPlanner.Planned planned = SummaryPlanner.plan(data, spec, options, plugins);
        return CombinedFits.summarize(planned.job(), planned.form());
    }

    /**
     * Makes the fit of all rows from summaries of parts of them, one for each day or each file. Memory is needed for the groups
     * and some summaries at a time; stored ones are read when it is their turn.
     *
     * @param summaries at least one, all made with the same specification; their order is that of the rows, and results depend
     *     on it within rounding
     * @param options with which engine, on how many threads
     * @return the fit of all rows
     * @throws InvalidArgumentException if summaries differ in what they are summaries of, naming all differences, before any
     *     is read; or if one is not as it was made
     * @throws io.regroup.api.data.DataAccessException if one cannot be read
     */
    public static FitResult combine(List<? extends FitSummary> summaries, RunOptions options) {
        return combine(summaries, options, Plugins.find());
    }

    /**
     * Makes the fit of all rows from summaries, with given plug-ins.
     *
     * @param summaries at least one, all made with the same specification
     * @param options with which engine, on how many threads
     * @param plugins what there is to choose from
     * @return the fit of all rows
     * @throws InvalidArgumentException as {@link #combine(List, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if one cannot be read
     */
    public static FitResult combine(List<? extends FitSummary> summaries, RunOptions options, Plugins plugins) {
        SummaryPlanner.Combination planned = SummaryPlanner.combination(summaries, options, plugins);
        return planned.of(summaries, options).fit(planned.explanation());
    }

    /**
     * Makes the fit of all rows from summaries of parts of them, and keeps the summary from which the fit was made: days are
     * combined to weeks and weeks to months. Combining in steps gives what combining all at once does but for rounding.
     *
     * @param summaries at least one, all made with the same specification; their order is that of the rows
     * @param options with which engine, on how many threads
     * @return the fit of all rows and their summary
     * @throws InvalidArgumentException as {@link #combine(List, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if one cannot be read
     */
    public static SummarizedFit combineToSummary(List<? extends FitSummary> summaries, RunOptions options) {
        return combineToSummary(summaries, options, Plugins.find());
    }

    /**
     * Makes the fit of all rows from summaries and keeps their summary, with given plug-ins.
     *
     * @param summaries at least one, all made with the same specification
     * @param options with which engine, on how many threads
     * @param plugins what there is to choose from
     * @return the fit of all rows and their summary
     * @throws InvalidArgumentException as {@link #combine(List, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if one cannot be read
     */
    public static SummarizedFit combineToSummary(
            List<? extends FitSummary> summaries, RunOptions options, Plugins plugins) {
        SummaryPlanner.Combination planned = SummaryPlanner.combination(summaries, options, plugins);
        return planned.of(summaries, options).summarize(planned.explanation());
    }

    /**
     * Says what {@link #summarize} would do, without fitting.
     *
     * @param data the rows
     * @param spec what to fit
     * @param options with which engine, on how many threads
     * @param plugins what there is to choose from
     * @return what would run and why
     * @throws InvalidArgumentException as {@link #summarize(Dataset, FitSpec, RunOptions)}
     */
    public static Explanation explainSummarize(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        return SummaryPlanner.plan(data, spec, options, plugins).job().explanation();
    }

    /**
     * Reduces each group to single values, such as means and quantiles, with the best engine and strategy that are there, on
     * all processors.
     *
     * <pre>{@code
     * Table groups = Regroup.aggregate(table, AggregateSpec.groupBy("sector").mean("x").quantile("x", 0.9).build()).groups();
     * }</pre>
     *
     * @param data the rows
     * @param spec what to compute
     * @return the result
     * @throws InvalidArgumentException if the specification does not fit the data, before any work; or if a weight is
     *     negative
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static AggregateResult aggregate(Dataset data, AggregateSpec spec) {
        return aggregate(data, spec, RunOptions.defaults());
    }

    /**
     * Reduces each group to single values as told.
     *
     * @param data the rows
     * @param spec what to compute
     * @param options with which engine and strategy, on how many threads
     * @return the result
     * @throws InvalidArgumentException if the specification or the options cannot be used, before any work: a median, for
     *     instance, needs a strategy that keeps groups whole; or if a weight is negative
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static AggregateResult aggregate(Dataset data, AggregateSpec spec, RunOptions options) {
        return aggregate(data, spec, options, Plugins.find());
    }

    /**
     * Reduces each group to single values as told with given plug-ins.
     *
     * @param data the rows
     * @param spec what to compute
     * @param options with which engine and strategy, on how many threads
     * @param plugins what there is to choose from
     * @return the result
     * @throws InvalidArgumentException as {@link #aggregate(Dataset, AggregateSpec, RunOptions)}
     * @throws io.regroup.api.data.DataAccessException if the data cannot be read
     */
    public static AggregateResult aggregate(Dataset data, AggregateSpec spec, RunOptions options, Plugins plugins) {
        AggregateInput input = new AggregateInput(data, spec);
        return new AggregateResult(input, fit(input.dataset(), input.fit(), options, plugins));
    }

    /**
     * Checks everything and says what would compute aggregates and why, without reading a row beyond what planning needs.
     *
     * @param data the rows
     * @param spec what to compute
     * @param options with which engine and strategy, on how many threads
     * @param plugins what there is to choose from
     * @return what {@link #aggregate(Dataset, AggregateSpec, RunOptions, Plugins)} would do
     * @throws InvalidArgumentException as that
     */
    public static Explanation explain(Dataset data, AggregateSpec spec, RunOptions options, Plugins plugins) {
        AggregateInput input = new AggregateInput(data, spec);
        return explain(input.dataset(), input.fit(), options, plugins);
    }

    /**
     * Checks everything and says what would run and why, without fitting. Statistics of files are read. Rows are read only if
     * they fit into memory and the choice of a reduction strategy depends on where their groups are.
     *
     * @param data the rows
     * @param spec what to fit
     * @param options with which engine and strategy, on how many threads
     * @param plugins what there is to choose from
     * @return what {@link #fit} would do
     * @throws InvalidArgumentException as {@link #fit}
     */
    public static Explanation explain(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        Objects.requireNonNull(spec, "spec");
        return explainAll(data, List.of(spec), options, plugins).get(0);
    }

    /**
     * Checks everything and says what would run and why, for several fits in one call, without fitting; see {@link
     * #explain(Dataset, FitSpec, RunOptions, Plugins)}.
     *
     * @param data the rows
     * @param specs what to fit
     * @param options with which engine and strategy, on how many threads
     * @param plugins what there is to choose from
     * @return what {@link #fitAll} would do, one account for each fit
     * @throws InvalidArgumentException as {@link #fitAll(Dataset, List, RunOptions)}
     */
    public static List<Explanation> explainAll(Dataset data, List<FitSpec> specs, RunOptions options, Plugins plugins) {
        return FitPlanner.plan(data, specs, options, plugins).jobs().stream()
                .map(FitJob::explanation)
                .toList();
    }

    /**
     * Tells whether a fit would hold all rows in memory, or read them block by block.
     *
     * @param data the rows
     * @param spec what to fit
     * @param options says how much memory there is for rows
     * @return true if the rows fit, are in memory already, or are of unknown number
     * @throws io.regroup.api.data.DataAccessException if the number of rows cannot be read
     */
    public static boolean holdsRows(Dataset data, FitSpec spec, RunOptions options) {
        return MemoryNeed.of(CheckedDataset.of(data), RowDemand.of(spec)).fits(options.memory());
    }
}
