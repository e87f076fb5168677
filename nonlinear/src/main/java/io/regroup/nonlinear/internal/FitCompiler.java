package io.regroup.nonlinear.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.OptionDescription;
import io.regroup.nonlinear.NonlinearModel;
import io.regroup.nonlinear.NonlinearModel.Parameter;
import io.regroup.nonlinear.internal.formula.Formula;
import io.regroup.nonlinear.internal.solve.Bounds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes programs of specifications. */
public final class FitCompiler {

    private static final Set<Option> OF_MODELS = EnumSet.of(Option.MODEL, Option.FORMULA, Option.PARAMETERS);

    private static final FitterOption<Integer> STARTS = FitterOption.wholeNumber(
            "starts",
            1,
            "a whole number from 1 to 10000",
            count -> count >= 1 && count <= 10_000,
            "how many starts are tried; the fit with the least sum of squares is kept");
    private static final FitterOption<Double> START_SPREAD = FitterOption.number(
            "start-spread",
            10,
            "a finite number above 1",
            factor -> factor > 1 && Double.isFinite(factor),
            "by which factor further starts are apart from the first at most");
    private static final FitterOption<String> SIGMA = FitterOption.choice(
            "sigma",
            List.of("relative", "absolute"),
            "whether errors are scaled by the residuals, or weights are 1/σ² as they are");
    private static final FitterOption<Integer> MAX_EVALUATIONS = FitterOption.wholeNumber(
            "max-evaluations",
            1000,
            "a whole number from 1",
            count -> count >= 1,
            "how often the model is computed for one start at most");
    private static final FitterOption<Double> TOLERANCE = FitterOption.number(
            "tolerance",
            1e-9,
            "a number between 0 and 1",
            share -> share > 0 && share < 1,
            "how far from the minimum, in standard errors, an iteration may end");

    private FitCompiler() {}

    /**
     * Describes the options.
     *
     * @param modelGiven whether there is a model already, so that none can be chosen
     * @return the options
     */
    public static List<OptionDescription> options(boolean modelGiven) {
        List<OptionDescription> options = new ArrayList<>();
        for (Option option : Option.values()) {
            if (!modelGiven || !OF_MODELS.contains(option)) {
                options.add(option.description());
            }
        }
        for (FitterOption<?> option : List.of(STARTS, START_SPREAD, SIGMA, MAX_EVALUATIONS, TOLERANCE)) {
            options.add(option.description());
        }
        return options;
    }

    /**
     * Makes a program.
     *
     * @param spec what to fit
     * @param given the model; null if the options say which
     * @return the program
     * @throws InvalidArgumentException if an option cannot be used
     */
    public static FitProgram compile(FitSpec spec, @Nullable NonlinearModel given) {
        NonlinearModel model = given == null ? chosen(spec) : given;
        if (model.features().size() != spec.features().size()) {
            throw new InvalidArgumentException("features: model " + model.name() + " takes "
                    + model.features().size() + ", got " + spec.features().size());
        }
        List<Parameter> parameters = parameters(spec, model);
        double[] start = parameters.stream().mapToDouble(Parameter::start).toArray();
        Bounds bounds = new Bounds(
                parameters.stream().mapToDouble(Parameter::lower).toArray(),
                parameters.stream().mapToDouble(Parameter::upper).toArray());
        StartRule starts = new StartRule(
                start,
                fixedStarts(spec, parameters),
                model.estimator(),
                bounds,
                STARTS.of(spec),
                START_SPREAD.of(spec));
        return new NonlinearProgram(
                body(model),
                model.parameterNames(),
                bounds,
                starts,
                TOLERANCE.of(spec),
                MAX_EVALUATIONS.of(spec),
                absoluteSigma(spec));
    }

    private static ModelBody body(NonlinearModel model) {
        if (model.formula() != null) {
            return new ModelBody.OfFormula(new Formula(model.formula(), model.features(), model.parameterNames()));
        }
        if (model.function() != null) {
            return new ModelBody.OfFunction(
                    model.function(), model.gradient(), model.features().size());
        }
        throw new IllegalArgumentException("a model has one or the other");
    }

    private static NonlinearModel chosen(FitSpec spec) {
        String name = Option.MODEL.of(spec);
        String formula = Option.FORMULA.of(spec);
        if (name != null && formula != null) {
            throw new InvalidArgumentException("model " + name + ": a formula is given as well; leave one of them out");
        }
        if (name != null) {
            if (Option.PARAMETERS.of(spec) != null) {
                throw new InvalidArgumentException("parameters: model " + name + " has parameters of its own, "
                        + NamedModels.named(name).parameterNames() + "; leave the option out");
            }
            return NamedModels.named(name);
        }
        if (formula == null) {
            throw new InvalidArgumentException(
                    "model: none given; name one of " + String.join(", ", NamedModels.names()) + ", or give a formula");
        }
        NonlinearModel.Builder model = NonlinearModel.named("formula")
                .features(spec.features().toArray(String[]::new))
                .formula(formula);
        formulaParameters(spec, formula).forEach(parameter -> model.parameter(parameter, 1));
        return model.build();
    }

    private static List<String> formulaParameters(FitSpec spec, String formula) {
        List<String> names = Option.PARAMETERS.names(spec);
        if (names.isEmpty()) {
            names = List.copyOf(Option.START.numbers(spec).keySet());
        }
        if (names.isEmpty()) {
            throw new InvalidArgumentException("parameters: formula " + formula
                    + " needs their names, so that a mistyped feature is not taken for one; give parameters=a,b,…"
                    + " or start=a=1,b=1,…");
        }
        return names;
    }

    /** The model's parameters, with what the options say of them. */
    private static List<Parameter> parameters(FitSpec spec, NonlinearModel model) {
        Map<String, Double> starts = known(Option.START, spec, model);
        Map<String, Double> lowers = known(Option.LOWER, spec, model);
        Map<String, Double> uppers = known(Option.UPPER, spec, model);
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : model.parameters()) {
            String name = parameter.name();
            double lower = lowers.getOrDefault(name, parameter.lower());
            double upper = uppers.getOrDefault(name, parameter.upper());
            double start =
                    starts.containsKey(name) ? starts.get(name) : Math.min(Math.max(parameter.start(), lower), upper);
            parameters.add(new Parameter(name, start, lower, upper));
        }
        return parameters;
    }

    private static Map<String, Double> known(Option option, FitSpec spec, NonlinearModel model) {
        Map<String, Double> numbers = option.numbers(spec);
        for (String name : numbers.keySet()) {
            if (!model.parameterNames().contains(name)) {
                throw new InvalidArgumentException(option + ": " + name + " is no parameter; "
                        + NameSuggestions.suggest(name, model.parameterNames()));
            }
        }
        return numbers;
    }

    /** Which starts the user gives: no estimate takes their place. */
    private static boolean[] fixedStarts(FitSpec spec, List<Parameter> parameters) {
        Set<String> given = Option.START.numbers(spec).keySet();
        boolean[] fixed = new boolean[parameters.size()];
        for (int j = 0; j < fixed.length; j++) {
            fixed[j] = given.contains(parameters.get(j).name());
        }
        return fixed;
    }

    private static boolean absoluteSigma(FitSpec spec) {
        if (SIGMA.of(spec).equals("relative")) {
            return false;
        }
        if (spec.weight() == null) {
            throw new InvalidArgumentException(
                    "sigma absolute: there is no weight that says what σ is; name a weight column, or leave it at relative");
        }
        return true;
    }
}
