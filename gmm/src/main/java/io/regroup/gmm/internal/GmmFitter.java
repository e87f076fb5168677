package io.regroup.gmm.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.OptionDescription;
import io.regroup.gmm.Covariance;
import io.regroup.gmm.DirichletProcess;
import io.regroup.gmm.MixtureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A mixture of Gaussian distributions per group: of the target alone, or of features and target together. It has no coefficients; weights,
 * means and standard deviations are columns of their own, in ascending order of the means.
 */
public final class GmmFitter implements Fitter {

    private static final String COMPONENTS = "components";
    private static final int DEFAULT_COMPONENTS = 2;
    private static final String PLAIN = "none";
    private static final String PROCESS = "dirichlet-process";

    private static final FitterOption<String> COVARIANCE = FitterOption.choice(
            "covariance",
            List.of("full", "tied", "diagonal", "spherical"),
            "what covariance matrices look like where there are features");
    private static final FitterOption<Double> TOLERANCE = FitterOption.number(
            "tolerance",
            1e-3,
            "a number from 0",
            value -> value >= 0 && value < Double.POSITIVE_INFINITY,
            "the gain after which the fit ends: of the mean log-likelihood, or with a prior of the lower bound");
    private static final FitterOption<Integer> MAX_ITERATIONS = FitterOption.wholeNumber(
            "max-iterations", 100, "a whole number from 1", value -> value >= 1, "how many steps there may be");
    private static final FitterOption<Integer> STARTS = FitterOption.wholeNumber(
            "starts", 5, "a whole number from 1", value -> value >= 1, "how many starts are tried");
    private static final FitterOption<Integer> SEED =
            FitterOption.wholeNumber("seed", 0, "a whole number", value -> true, "what starts are drawn from");
    private static final FitterOption<Double> VARIANCE_FLOOR = FitterOption.number(
            "variance-floor",
            1e-6,
            "a number between 0 and 1",
            value -> value > 0 && value < 1,
            "the smallest standard deviation, relative to the group's range");
    private static final FitterOption<Double> REGULARIZATION = FitterOption.number(
            "regularization",
            0,
            "a number from 0",
            value -> value >= 0 && value < Double.POSITIVE_INFINITY,
            "what is added to variances in each step");
    private static final FitterOption<Integer> SKETCH = FitterOption.wholeNumber(
            "sketch",
            512,
            "a whole number from 16",
            value -> value >= 16,
            "how many distinct rows of a group are remembered to find a start");
    private static final FitterOption<String> PRIOR =
            FitterOption.choice("prior", List.of(PLAIN, PROCESS), "whether a Dirichlet process prunes components");
    private static final FitterOption<Double> CONCENTRATION = FitterOption.number(
            "concentration",
            1e-3,
            "a number above 0",
            value -> value > 0 && value < Double.POSITIVE_INFINITY,
            "how readily the Dirichlet process opens another component");

    /** Makes the fitter; called by the service loader. */
    public GmmFitter() {}

    @Override
    public String name() {
        return "gmm";
    }

    @Override
    public FitterDescription describe() {
        List<OptionDescription> options = new ArrayList<>();
        options.add(
                new OptionDescription(
                        COMPONENTS,
                        Integer.toString(DEFAULT_COMPONENTS),
                        "how many components: a whole number from 1, or a range such as 1..5 for Schwarz's criterion to choose from"));
        List.of(
                        COVARIANCE,
                        TOLERANCE,
                        MAX_ITERATIONS,
                        STARTS,
                        SEED,
                        VARIANCE_FLOOR,
                        REGULARIZATION,
                        SKETCH,
                        PRIOR,
                        CONCENTRATION)
                .forEach(option -> options.add(option.description()));
        return new FitterDescription(
                "a mixture of Gaussian distributions of the target, or of features and target together",
                Set.of(FitProgram.Kind.MERGEABLE),
                new FitterSupport(true, false, 0, Integer.MAX_VALUE),
                options);
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        MixtureSpec.Builder mixture = MixtureSpec.builder()
                .covariance(Covariance.valueOf(COVARIANCE.of(spec).toUpperCase(Locale.ROOT)))
                .tolerance(TOLERANCE.of(spec))
                .maxIterations(MAX_ITERATIONS.of(spec))
                .starts(STARTS.of(spec))
                .seed(SEED.of(spec))
                .varianceFloor(VARIANCE_FLOOR.of(spec))
                .regularization(REGULARIZATION.of(spec))
                .sketch(SKETCH.of(spec));
        components(spec, mixture);
        if (PRIOR.of(spec).equals(PROCESS)) {
            mixture.prior(DirichletProcess.of(CONCENTRATION.of(spec)));
        } else if (spec.fitterOptions().containsKey(CONCENTRATION.toString())) {
            throw new InvalidArgumentException(
                    CONCENTRATION + ": it belongs to a prior; ask for prior=" + PROCESS + " as well, or leave it out");
        }
        return new MixtureProgram(mixture.build(), spec.features(), spec.targets());
    }

    private static void components(FitSpec spec, MixtureSpec.Builder mixture) {
        String given = spec.fitterOptions().getOrDefault(COMPONENTS, Integer.toString(DEFAULT_COMPONENTS));
        String[] ends = given.strip().split("\\.\\.", -1);
        try {
            int fewest = Integer.parseInt(ends[0].strip());
            int most = Integer.parseInt(ends[ends.length - 1].strip());
            if (ends.length <= 2 && fewest >= 1 && most >= fewest) {
                mixture.components(fewest, most);
                return;
            }
        } catch (NumberFormatException _) {
            // as bad as a number out of range
        }
        throw new InvalidArgumentException(
                COMPONENTS + ": expected a whole number from 1, or a range such as 1..5, got " + given);
    }
}
