package io.regroup.nonlinear;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.nonlinear.internal.FitCompiler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nonlinear least squares: the parameters p of a model f that minimise {@code Σ wᵢ (yᵢ − f(xᵢ, p))²} in each group, within bounds if there
 * are any, by the algorithm of Levenberg and Marquardt in Moré's form (J. J. Moré, Lect. Notes Math. 630 (1978) 105). As a plug-in it is
 * called {@code nonlinear}, and its options say which model: a named one, or a formula. An application makes a fitter of a
 * model of its own:
 *
 * <pre>{@code
 * Fitter decay = NonlinearFitter.of(NonlinearModel.named("decay")
 *         .parameter("amplitude", 1)
 *         .parameter("tau", 1, 1e-6, Double.POSITIVE_INFINITY)
 *         .function((x, p) -> p[0] * Math.exp(-x[0] / p[1]))
 *         .build());
 * FitResult result = Regroup.fit(
 *         table,
 *         FitSpec.groupBy("g").targets("y").features("t").fitter("decay").build(),
 *         RunOptions.defaults(),
 *         Plugins.find().with(decay));
 * }</pre>
 *
 * <p>Errors are {@code sqrt(s² diag((JᵀWJ)⁻¹))} with J the derivatives at the minimum and {@code s² = Σ w e² / (n − p)}, or s = 1 with
 * {@code sigma=absolute}, for weights that are 1/σ². They are those of the linear model that touches f at the minimum: good where
 * f is nearly linear over the range of the errors. A parameter at a bound has none.
 *
 * <p>A group is OK when a minimum was found, which may be one of several. It is RANK_DEFICIENT when the rows do not determine all parameters
 * there: those that are determined have errors, the others are left where the iteration came to. It is NOT_CONVERGED, with the last
 * estimate and no errors, when the iteration ended before a minimum, and FAILED when the model has no finite values at
 * the start. A column {@code reason} says more.
 *
 * <p>Formulas have exact derivatives. Stateless and thread-safe.
 */
public final class NonlinearFitter implements Fitter {

    private static final String NAME = "nonlinear";

    private final @Nullable NonlinearModel model;

    /** Makes the fitter whose options say which model; called by the service loader. */
    public NonlinearFitter() {
        this(null);
    }

    private NonlinearFitter(@Nullable NonlinearModel model) {
        this.model = model;
    }

    /**
     * Makes a fitter of one model.
     *
     * @param model the model
     * @return a fitter with the model's name, underscores being hyphens, to be added to {@link io.regroup.api.Plugins}
     */
    public static NonlinearFitter of(NonlinearModel model) {
        return new NonlinearFitter(model);
    }

    @Override
    public String name() {
        return model == null ? NAME : model.name().replace('_', '-');
    }

    @Override
    public FitterDescription describe() {
        int fewest = model == null ? 1 : model.features().size();
        int most = model == null ? Integer.MAX_VALUE : fewest;
        return new FitterDescription(
                model == null
                        ? "nonlinear least squares of a named model or a formula"
                        : "nonlinear least squares of the model " + model.name(),
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                new FitterSupport(true, false, fewest, most),
                FitCompiler.options(model != null));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return FitCompiler.compile(spec, model);
    }
}
