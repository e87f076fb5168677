package io.regroup.api;

import io.regroup.api.data.Dataset;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;

/**
 * Fits one statistical model to each group of rows.
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
        FitPlanner.Planned planned = FitPlanner.plan(data, spec, options, plugins);
        return planned.engine().run(planned.job());
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
        return FitPlanner.plan(data, spec, options, plugins).job().explanation();
    }
}
