package io.regroup.gmm;

import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.internal.ColumnFits;
import io.regroup.gmm.internal.MixtureArithmetic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits mixtures to whole columns, which may be larger than memory. Rows are read in blocks and added up in parallel; sums of blocks are
 * combined in the order of rows, so that the result has the same bits for any number of threads and any way in which the rows are
 * cut into files. Columns that fit into the memory for rows, see {@link RunOptions#memory}, are read once, others once per step.
 *
 * <p>Rows count whose numbers and weight are finite, and the weight above 0.
 */
public final class Mixtures {

    private Mixtures() {}

    /**
     * Tells whose arithmetic fits use, and the encoder as well.
     *
     * @param options name an engine, or {@code auto}: the best that can run here, has arithmetic to offer and, in a process that ends
     *     after the fit, is worth its start
     * @param rows how many rows there are, {@link Long#MAX_VALUE} if that is not known
     * @param columns how many columns of numbers
     * @return its name, and why this one
     * @throws io.regroup.api.InvalidArgumentException if the engine does not exist, cannot run here, or offers no arithmetic
     */
    public static MixtureEngine engine(RunOptions options, long rows, int columns) {
        return MixtureArithmetic.of(options, () -> rows, columns, Plugins.find())
                .engine();
    }

    /**
     * Fits one mixture to columns together, of one dimension per column.
     *
     * @param data the rows
     * @param columns numeric columns, at least one
     * @param weight a numeric column of weights, or null if all rows weigh the same; a weight of 2 is the same as the row twice
     * @param spec how to fit
     * @param options the engine whose arithmetic is used, how many threads, how much memory for rows
     * @return the fit
     * @throws io.regroup.api.InvalidArgumentException if there is no such column, a weight is negative, no row is left, the numbers
     *     are too large or too small for their squares, or the specification does not suit the columns
     * @throws io.regroup.api.data.DataAccessException if the rows cannot be read
     */
    public static MixtureFit fit(
            Dataset data, List<String> columns, @Nullable String weight, MixtureSpec spec, RunOptions options) {
        return fits(data, List.of(columns), columns.size(), weight, spec, options)
                .get(0);
    }

    /**
     * Fits a mixture of one dimension to each of some columns. All are read in the same passes.
     *
     * @param data the rows
     * @param columns numeric columns, at least one
     * @param weight a numeric column of weights, or null if all rows weigh the same; a weight of 2 is the same as the row twice
     * @param spec how to fit each of them
     * @param options the engine whose arithmetic is used, how many threads, how much memory for rows
     * @return one fit per column, in their order, each the same as if it were alone
     * @throws io.regroup.api.InvalidArgumentException as for {@link #fit}, for any of the columns
     * @throws io.regroup.api.data.DataAccessException if the rows cannot be read
     */
    public static List<MixtureFit> fitEach(
            Dataset data, List<String> columns, @Nullable String weight, MixtureSpec spec, RunOptions options) {
        return fits(data, columns.stream().map(List::of).toList(), columns.size(), weight, spec, options);
    }

    private static List<MixtureFit> fits(
            Dataset data,
            List<List<String>> jobs,
            int columns,
            @Nullable String weight,
            MixtureSpec spec,
            RunOptions options) {
        MixtureArithmetic arithmetic = MixtureArithmetic.of(options, data, columns, Plugins.find());
        return ColumnFits.fit(data, jobs, weight, spec, options, arithmetic);
    }
}
