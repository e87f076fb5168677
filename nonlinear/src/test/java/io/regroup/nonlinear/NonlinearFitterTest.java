package io.regroup.nonlinear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.OptionDescription;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fitter as users meet it: named models, bounds, several starts, hard groups, and what cannot be asked for. */
class NonlinearFitterTest {

    private static final double[] X =
            IntStream.range(0, 41).mapToDouble(i -> 0.25 * i).toArray();

    private static double[] y(ModelFunction model, double... parameters) {
        return Arrays.stream(X)
                .map(x -> model.value(new double[] {x}, parameters))
                .toArray();
    }

    private static Table table(double[] x, double[] y) {
        return Table.builder()
                .column("g", new int[x.length])
                .column("x", x)
                .column("y", y)
                .build();
    }

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("g").targets("y").features("x").minRows(1).fitter("nonlinear");
    }

    private static FitResult fit(double[] y, FitSpec.Builder spec) {
        return Regroup.fit(table(X, y), spec.build());
    }

    private static double value(FitResult result, String name) {
        return result.groups().doubles("y_fit_" + name)[0];
    }

    private static String reason(FitResult result) {
        return String.valueOf(result.groups().column("y_fit_reason").get(0));
    }

    private static void assertFitted(FitResult result, double[] expected, String... names) {
        assertThat(result.status("y", 0)).as(reason(result)).isEqualTo(FitStatus.OK);
        for (int j = 0; j < names.length; j++) {
            assertThat(value(result, names[j])).as(names[j]).isCloseTo(expected[j], within(1e-7));
        }
    }

    @Test
    void exponential() {
        double[] p = {3, 2, 0.5};
        double[] y = y((x, q) -> q[0] * Math.exp(-x[0] / q[1]) + q[2], p);
        assertFitted(fit(y, spec().fitterOption("model", "exponential")), p, "amplitude", "tau", "offset");
    }

    /**
     * From the estimated start a full step leads beyond the bound of τ in one group of a hundred, and in one of ten thousand to a τ at
     * which the model is blind: neither may cost a fit.
     */
    @Test
    void noisyExponentialsAreAllFitted() {
        int groups = 31_000;
        int rows = 50;
        SplittableRandom random = new SplittableRandom(1);
        int[] g = new int[groups * rows];
        double[] x = new double[g.length];
        double[] y = new double[g.length];
        for (int i = 0; i < g.length; ) {
            double amplitude = random.nextDouble(5, 15);
            double tau = random.nextDouble(1, 4);
            double offset = random.nextDouble(-1, 1);
            for (int end = i + rows; i < end; i++) {
                g[i] = i / rows;
                x[i] = random.nextDouble(0, 10);
                y[i] = amplitude * Math.exp(-x[i] / tau) + offset + 0.1 * random.nextGaussian();
            }
        }
        Table table =
                Table.builder().column("g", g).column("x", x).column("y", y).build();
        FitResult result =
                Regroup.fit(table, spec().fitterOption("model", "exponential").build());
        assertThat(IntStream.range(0, groups)
                        .filter(group -> result.status("y", group) != FitStatus.OK)
                        .toArray())
                .isEmpty();
    }

    @Test
    void gaussianOnALine() {
        double[] p = {5, 4, 0.8, 1, -0.3};
        double[] y = y((x, q) -> q[0] * Math.exp(-0.5 * Math.pow((x[0] - q[1]) / q[2], 2)) + q[3] + q[4] * x[0], p);
        assertFitted(
                fit(y, spec().fitterOption("model", "gaussian_plus_line")),
                p,
                "amplitude",
                "mean",
                "sigma",
                "offset",
                "slope");
    }

    @Test
    void powerLaw() {
        double[] p = {0.4, 1.7, 2};
        double[] y = y((x, q) -> q[0] * Math.pow(x[0], q[1]) + q[2], p);
        assertFitted(fit(y, spec().fitterOption("model", "power_law")), p, "amplitude", "exponent", "offset");
    }

    /** Up and down, above and below zero. */
    @ParameterizedTest
    @CsvSource({"7, 4, 0.9", "7, 4, -0.9", "-7, 6, 0.5", "3, 30, 9"})
    void logistic(double amplitude, double midpoint, double scale) {
        double[] p = {amplitude, midpoint, scale};
        double[] y = y((x, q) -> q[0] / (1 + Math.exp(-(x[0] - q[1]) / q[2])), p);
        assertFitted(fit(y, spec().fitterOption("model", "logistic")), p, "amplitude", "midpoint", "scale");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void polynomials(int degree) {
        double[] p = Arrays.copyOf(new double[] {3, -2, 0.7, -0.05}, degree + 1);
        double[] y = y(
                (x, q) -> {
                    double sum = 0;
                    for (int j = q.length - 1; j >= 0; j--) {
                        sum = sum * x[0] + q[j];
                    }
                    return sum;
                },
                p);
        assertFitted(
                fit(y, spec().fitterOption("model", "polynomial_" + degree)),
                p,
                IntStream.rangeClosed(0, degree).mapToObj(j -> "coeff_" + j).toArray(String[]::new));
    }

    @Test
    void formulaWithTwoFeatures() {
        double[] t = Arrays.stream(X).map(Math::sin).toArray();
        double[] y = IntStream.range(0, X.length)
                .mapToDouble(i -> 2 * Math.exp(-0.3 * X[i]) + 5 * t[i])
                .toArray();
        Table table = Table.builder()
                .column("g", new int[X.length])
                .column("x", X)
                .column("t", t)
                .column("y", y)
                .build();
        FitResult result = Regroup.fit(
                table,
                spec().features("x", "t")
                        .fitterOption("formula", "a * exp(-b * x) + c * t")
                        .fitterOption("parameters", "a, b, c")
                        .build());
        assertFitted(result, new double[] {2, 0.3, 5}, "a", "b", "c");
        assertThat(Arrays.stream(result.rows(table).schema().names().toArray(String[]::new)))
                .contains("y_fit", "y_fit_res");
    }

    // --- bounds and starts

    /** The minimum is beyond the bound: the fit is the best one at the bound, and says so. */
    @Test
    void parameterAtItsBound() {
        double[] y = y((x, q) -> 3 - 0.5 * x[0] + 0.01 * Math.sin(9 * x[0]));
        FitResult result = fit(
                y,
                spec().fitterOption("formula", "a + b * x")
                        .fitterOption("parameters", "a,b")
                        .fitterOption("lower", "b=0"));
        double mean = Arrays.stream(y).average().orElseThrow();
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(reason(result)).isEqualTo("a parameter is at its bound");
        assertThat(value(result, "b")).isZero();
        assertThat(value(result, "b_err")).isNaN();
        assertThat(value(result, "a")).isCloseTo(mean, within(1e-9));
        assertThat(value(result, "a_err")).isPositive();
    }

    @Test
    void boundsThatDoNotBindChangeNothing() {
        double[] p = {3, 2, 0.5};
        double[] y = y((x, q) -> q[0] * Math.exp(-x[0] / q[1]) + q[2], p);
        FitResult result = fit(
                y,
                spec().fitterOption("model", "exponential")
                        .fitterOption("lower", "amplitude=0,offset=0")
                        .fitterOption("upper", "amplitude=10,tau=inf"));
        assertFitted(result, p, "amplitude", "tau", "offset");
        assertThat(reason(result)).isEqualTo("null");
    }

    @Test
    void equalBoundsHoldAParameter() {
        double[] y = y((x, q) -> 3 * Math.exp(-x[0] / 2) + 0.5);
        FitResult result = fit(
                y,
                spec().fitterOption("model", "exponential")
                        .fitterOption("lower", "offset=0")
                        .fitterOption("upper", "offset=0"));
        assertThat(value(result, "offset")).isZero();
        assertThat(value(result, "offset_err")).isNaN();
        assertThat(value(result, "tau")).isGreaterThan(2);
        assertThat(reason(result)).isEqualTo("null");
    }

    /** The sum of squares has a minimum near each multiple of the true frequency; one start finds the wrong one. */
    @Test
    void severalStartsFindTheBestOfSeveralMinima() {
        double[] y = y((x, q) -> Math.sin(3 * x[0]));
        FitSpec.Builder one = spec().fitterOption("formula", "a * sin(b * x)").fitterOption("start", "a=1,b=1");
        double first = value(fit(y, one), "chi2");
        FitResult several = fit(y, one.fitterOption("starts", "40").fitterOption("start-spread", "5"));
        assertThat(first).isGreaterThan(1);
        assertThat(value(several, "chi2")).isLessThan(1e-12);
        assertThat(Math.abs(value(several, "b"))).isCloseTo(3, within(1e-7));
    }

    // --- errors

    @Test
    void absoluteErrorsTakeWeightsForVariances() {
        double[] y = y((x, q) -> 3 - 0.5 * x[0] + 0.01 * Math.sin(9 * x[0]));
        double[] w = new double[y.length];
        Arrays.fill(w, 4);
        Table table = Table.builder()
                .column("g", new int[X.length])
                .column("x", X)
                .column("y", y)
                .column("w", w)
                .build();
        FitSpec.Builder spec =
                spec().weight("w").fitterOption("formula", "a + 0 * x").fitterOption("parameters", "a");
        FitResult relative = Regroup.fit(table, spec.build());
        FitResult absolute =
                Regroup.fit(table, spec.fitterOption("sigma", "absolute").build());
        assertThat(value(absolute, "a_err")).isCloseTo(0.5 / Math.sqrt(X.length), within(1e-14));
        assertThat(value(relative, "a_err"))
                .isCloseTo(Math.sqrt(value(relative, "chi2_ndf")) * value(absolute, "a_err"), within(1e-14));
    }

    /** A power of two in front of the weights changes no bit of what does not depend on it. */
    @Test
    void sizeOfWeightsAndTargetsDoesNotMatter() {
        double[] y = y((x, q) -> 3 * Math.exp(-x[0] / 2) + 0.5 + 0.1 * Math.cos(7 * x[0]));
        FitResult plain = fit(y, spec().fitterOption("model", "exponential"));
        for (double unit : new double[] {0x1p-600, 0x1p500}) {
            double[] scaled = Arrays.stream(y).map(value -> value * unit).toArray();
            FitResult result = fit(scaled, spec().fitterOption("model", "exponential"));
            assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
            assertThat(value(result, "tau")).isCloseTo(value(plain, "tau"), within(1e-10));
            assertThat(value(result, "tau_err")).isCloseTo(value(plain, "tau_err"), within(1e-10));
            assertThat(value(result, "amplitude") / unit).isCloseTo(value(plain, "amplitude"), within(1e-9));
        }
    }

    // --- hard groups

    @Test
    void equalFeaturesDoNotDetermineAllParameters() {
        double[] x = new double[10];
        Arrays.fill(x, 2);
        double[] y = IntStream.range(0, 10).mapToDouble(i -> i % 3).toArray();
        for (String model : new String[] {"gaussian", "gaussian_plus_line", "exponential", "power_law", "logistic"}) {
            FitResult result =
                    Regroup.fit(table(x, y), spec().fitterOption("model", model).build());
            assertThat(result.status("y", 0)).as(model).isEqualTo(FitStatus.RANK_DEFICIENT);
            assertThat(reason(result)).startsWith("the rows do not determine all parameters");
            assertThat(value(result, "rms")).isFinite();
        }
    }

    @Test
    void constantTargetsLeaveTheShapeOpen() {
        double[] y = new double[X.length];
        Arrays.fill(y, 7.5);
        FitResult result = fit(y, spec().fitterOption("model", "gaussian"));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(result, "chi2")).isLessThan(1e-20);
        assertThat(value(result, "mean_err")).isNaN();
    }

    @Test
    void fewerDistinctFeaturesThanParameters() {
        double[] x = IntStream.range(0, 12).mapToDouble(i -> i % 2).toArray();
        double[] y = IntStream.range(0, 12).mapToDouble(i -> i % 2 + 0.1 * i).toArray();
        FitResult result = Regroup.fit(
                table(x, y), spec().fitterOption("model", "polynomial_2").build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(result, "coeff_0_err")).isPositive();
        assertThat(value(result, "coeff_1_err")).isNaN();
        assertThat(value(result, "coeff_2_err")).isNaN();
    }

    @Test
    void fewerRowsThanParameters() {
        FitResult result = Regroup.fit(
                table(new double[] {1, 2}, new double[] {1, 2}),
                spec().fitterOption("model", "gaussian").build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.UNDERDETERMINED);
    }

    @Test
    void asManyRowsAsParametersHaveNoErrors() {
        FitResult result = Regroup.fit(
                table(new double[] {0, 1, 2}, new double[] {5, 4, 3.5}),
                spec().fitterOption("model", "exponential").build());
        assertThat(result.status("y", 0)).as(reason(result)).isEqualTo(FitStatus.OK);
        assertThat(value(result, "tau")).isCloseTo(1 / Math.log(2), within(1e-7));
        assertThat(value(result, "tau_err")).isNaN();
        assertThat(value(result, "ndf")).isZero();
        assertThat(value(result, "chi2_ndf")).isNaN();
    }

    @Test
    void overflowAtTheStart() {
        FitResult result =
                fit(X, spec().fitterOption("formula", "a * exp(b * x)").fitterOption("start", "a=1,b=1000"));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.FAILED);
        assertThat(reason(result)).isEqualTo("the model has no finite values at the start");
        assertThat(value(result, "a")).isNaN();
    }

    @Test
    void evaluationsRunOut() {
        double[] y = y((x, q) -> 3 * Math.exp(-x[0] / 2) + 0.5 + 0.1 * Math.cos(7 * x[0]));
        FitResult result = fit(y, spec().fitterOption("model", "exponential").fitterOption("max-evaluations", "2"));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.NOT_CONVERGED);
        assertThat(reason(result)).isEqualTo("no minimum within max-evaluations");
        assertThat(value(result, "converged")).isZero();
        assertThat(value(result, "tau")).isFinite();
        assertThat(value(result, "tau_err")).isNaN();
    }

    /** The square root keeps it from ever reaching what lies beyond its end. */
    @Test
    void edgeOfTheModelsDomain() {
        double[] y = y((x, q) -> Math.sqrt(x[0] + 0.3) + 0.01 * Math.sin(5 * x[0]));
        FitResult result =
                fit(y, spec().fitterOption("formula", "a * sqrt(x + b)").fitterOption("start", "a=1,b=5"));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(value(result, "b")).isCloseTo(0.3, within(0.1));
    }

    // --- a model of one's own

    private static final ModelFunction DECAY = (x, p) -> p[0] * Math.exp(-x[0] / p[1]);

    private static FitResult fitWith(Fitter fitter, double[] y) {
        return Regroup.fit(
                table(X, y),
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x")
                        .fitter(fitter.name())
                        .build(),
                RunOptions.defaults(),
                Plugins.find().with(fitter));
    }

    @Test
    void functionsAreDifferentiatedOrBringTheirGradient() {
        double[] y = y((x, q) -> 3 * Math.exp(-x[0] / 2) + 0.05 * Math.cos(7 * x[0]));
        NonlinearModel.Builder model = NonlinearModel.named("decay")
                .parameter("amplitude", 1)
                .parameter("tau", 1, 1e-6, Double.POSITIVE_INFINITY)
                .function(DECAY);
        FitResult differences = fitWith(NonlinearFitter.of(model.build()), y);
        FitResult gradient = fitWith(
                NonlinearFitter.of(model.gradient((x, p, d) -> {
                            double e = Math.exp(-x[0] / p[1]);
                            d[0] = e;
                            d[1] = p[0] * e * x[0] / (p[1] * p[1]);
                        })
                        .build()),
                y);
        FitResult formula = fit(
                y,
                spec().fitterOption("formula", "amplitude * exp(-x / tau)").fitterOption("start", "amplitude=1,tau=1"));
        for (String name : new String[] {"amplitude", "tau", "amplitude_err", "tau_err", "chi2"}) {
            assertThat(value(gradient, name)).as(name).isCloseTo(value(formula, name), within(1e-11));
            assertThat(value(differences, name)).as(name).isCloseTo(value(formula, name), within(1e-8));
        }
        assertThat(differences.status("y", 0)).isEqualTo(FitStatus.OK);
    }

    @Test
    void estimatorSeesTheRowsOfTheGroup() {
        NonlinearModel model = NonlinearModel.named("far-away")
                .parameter("centre", 0)
                .formula("exp(-(x - centre)^2)")
                .estimator((rows, start) -> start[0] = rows.feature(0)[rows.from() + 20])
                .build();
        double[] y = y((x, q) -> Math.exp(-Math.pow(x[0] - 5.2, 2)));
        assertFitted(fitWith(NonlinearFitter.of(model), y), new double[] {5.2}, "centre");
    }

    /** A cluster engine ships programs to where the rows are, code and all. */
    @Test
    void programsOfFunctionsTravel() throws IOException, ClassNotFoundException {
        NonlinearModel model = NonlinearModel.named("decay")
                .parameter("amplitude", 1)
                .parameter("tau", 1)
                .function(DECAY)
                .estimator((rows, start) -> start[1] = 2)
                .build();
        FitProgram program = NonlinearFitter.of(model).compile(spec().build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(program);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            FitProgram copy = (FitProgram) in.readObject();
            assertThat(copy.terms()).isEqualTo(program.terms());
            assertThat(copy.predict(new double[] {3, 2}, new double[] {2})).isEqualTo(3 * Math.exp(-1));
        }
    }

    @Test
    void describesItself() {
        Fitter plain = Plugins.find().fitter("nonlinear");
        assertThat(plain).isInstanceOf(NonlinearFitter.class);
        assertThat(plain.describe().options())
                .extracting(OptionDescription::name)
                .contains("model", "formula", "starts");
        Fitter own = NonlinearFitter.of(NonlinearModel.named("two_words")
                .features("x", "y")
                .parameter("a", 1)
                .formula("a * x * y")
                .build());
        assertThat(own.name()).isEqualTo("two-words");
        assertThat(own.describe().support().fewestFeatures()).isEqualTo(2);
        assertThat(own.describe().options())
                .extracting(OptionDescription::name)
                .doesNotContain("model", "formula", "parameters")
                .contains("start");
    }

    // --- what cannot be asked for

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "starts=1 | model: none given; name one of exponential, gaussian",
                "model=gausian | model gausian: no such model; did you mean gaussian?",
                "model=gaussian;formula=a*x | model gaussian: a formula is given as well",
                "model=gaussian;parameters=a | parameters: model gaussian has parameters of its own",
                "formula=a * exp(-b * x) | parameters: formula a * exp(-b * x) needs their names",
                "formula=a * exp(-b * x);parameters=a | formula a * exp(-b * x): column 10: b is neither",
                "formula=a * x;parameters=a,a | parameter a is given twice",
                "formula=a * x;parameters=a, | parameter: the name is empty",
                "model=gaussian;start=sigm=1 | start: sigm is no parameter; did you mean sigma?",
                "model=gaussian;start=sigma=one | start: expected a number for sigma, got one",
                "model=gaussian;start=sigma=NaN | start: expected a number for sigma, got NaN",
                "model=gaussian;start=sigma=inf | start of parameter sigma: expected a finite number, got Infinity",
                "model=gaussian;start=sigma | start: expected NAME=NUMBER, several of them separated by commas, got sigma",
                "model=gaussian;start=mean=1,mean=2 | start: mean is given twice",
                "model=gaussian;start=sigma=-1 | start of parameter sigma: expected a number from 1.0E-10 to Infinity",
                "model=gaussian;lower=mean=2;upper=mean=1 | bounds of parameter mean: expected a lower bound not above",
                "model=gaussian;starts=0 | starts: expected a whole number from 1 to 10000, got 0",
                "model=gaussian;start-spread=1 | start-spread: expected a finite number above 1, got 1",
                "model=gaussian;tolerance=0 | tolerance: expected a number between 0 and 1, got 0",
                "model=gaussian;max-evaluations=x | max-evaluations: expected a whole number from 1, got x",
                "model=gaussian;sigma=both | sigma: expected relative or absolute, got both",
                "model=gaussian;sigma=absolute | sigma absolute: there is no weight"
            })
    void mistakesAreNamedBeforeAnyWork(String options, String message) {
        FitSpec.Builder spec = spec();
        for (String option : options.split(";")) {
            int equals = option.indexOf('=');
            spec.fitterOption(option.substring(0, equals), option.substring(equals + 1));
        }
        Fitter fitter = new NonlinearFitter();
        assertThatThrownBy(() -> fitter.compile(spec.build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namedModelsTakeOneFeature() {
        FitSpec spec =
                spec().features("x", "z").fitterOption("model", "gaussian").build();
        assertThatThrownBy(() -> new NonlinearFitter().compile(spec))
                .hasMessage("features: model gaussian takes 1, got 2");
    }

    @Test
    void modelsAreChecked() {
        assertThatThrownBy(() -> NonlinearModel.named("Big")
                        .parameter("a", 1)
                        .formula("a * x")
                        .build())
                .hasMessageContaining("lower-case words");
        assertThatThrownBy(() -> NonlinearModel.named("m").parameter("a", 1).build())
                .hasMessageContaining("either a formula or a function, got neither");
        assertThatThrownBy(() -> NonlinearModel.named("m").formula("x").build())
                .hasMessageContaining("no parameter given");
        assertThatThrownBy(() -> NonlinearModel.named("m")
                        .parameter("a", 1)
                        .formula("a * x")
                        .gradient((x, p, d) -> {})
                        .build())
                .hasMessageContaining("leave the gradient out");
    }
}
