package io.regroup.api;

import io.regroup.api.data.BlockLayout;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.ResultNames;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.OptionDescription;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.api.spi.Suitability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks a specification against the data and chooses who runs it how. No row is read here. */
final class FitPlanner {

    /** What was chosen. */
    record Planned(Engine engine, FitJob job) {}

    private record Choice<T>(T plugin, String reason) {}

    private FitPlanner() {}

    static Planned plan(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        checkColumns(data, spec);
        Fitter fitter = plugins.fitter(spec.fitter());
        FitterDescription description = fitter.describe();
        checkOptions(spec, description);
        checkSupport(spec, description.support());
        FitProgram program = fitter.compile(spec);
        checkProgram(spec, description, program);
        ResultNames.checkGroups(spec, program);
        Choice<Engine> engine = engine(options.engine(), plugins);
        Choice<ReductionPlan> strategy =
                strategy(options.reduction(), spec, program, data.layout(), engine.plugin(), plugins);
        ReductionPlan plan = strategy.plugin();
        Explanation explanation = new Explanation(
                spec.fitter() + ": " + description.summary(),
                engine.plugin().name(),
                engine.reason(),
                plan.strategy(),
                strategy.reason() + plan.reason(),
                options.threads(),
                plugins.problems());
        return new Planned(
                engine.plugin(),
                new FitJob(spec, program, plan, data, options.threads(), options.progress(), explanation));
    }

    private static void checkColumns(Dataset data, FitSpec spec) {
        Schema schema = data.schema();
        Set<String> missing = new TreeSet<>();
        for (List<String> names : List.of(spec.keys(), spec.targets(), spec.features(), spec.medians())) {
            names.stream().filter(name -> schema.indexOf(name) < 0).forEach(missing::add);
        }
        for (String name : optional(spec.weight(), spec.selection())) {
            if (schema.indexOf(name) < 0) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            String first = missing.iterator().next();
            throw new InvalidArgumentException((missing.size() == 1 ? "column " : "columns ")
                    + String.join(", ", missing) + ": not in " + data.description() + "; "
                    + NameSuggestions.suggest(first, schema.names()));
        }
        spec.keys().forEach(name -> check(schema, "group by", name, ColumnType::isKey, "a plain value"));
        spec.targets().forEach(name -> check(schema, "target", name, ColumnType::isNumeric, "numbers"));
        spec.features().forEach(name -> check(schema, "feature", name, ColumnType::isNumeric, "numbers"));
        spec.medians().forEach(name -> check(schema, "median", name, ColumnType::isNumeric, "numbers"));
        optional(spec.weight()).forEach(name -> check(schema, "weight", name, ColumnType::isNumeric, "numbers"));
        optional(spec.selection())
                .forEach(name -> check(
                        schema, "selection", name, type -> type.kind() == ColumnType.Kind.BOOLEAN, "true or false"));
    }

    private static List<String> optional(@Nullable String... names) {
        List<String> present = new ArrayList<>();
        for (String name : names) {
            if (name != null) {
                present.add(name);
            }
        }
        return present;
    }

    private static void check(Schema schema, String part, String name, Predicate<ColumnType> rule, String expected) {
        ColumnType type = schema.fields().get(schema.indexOf(name)).type();
        if (!rule.test(type)) {
            throw new InvalidArgumentException(part + " " + name + ": expected " + expected + ", got a column of type "
                    + type + "; name another column or convert this one");
        }
    }

    private static void checkOptions(FitSpec spec, FitterDescription description) {
        List<String> known =
                description.options().stream().map(OptionDescription::name).toList();
        for (String name : new TreeSet<>(spec.fitterOptions().keySet())) {
            if (!known.contains(name)) {
                throw new InvalidArgumentException("fitter option " + name + ": fitter " + spec.fitter()
                        + " has no such option; " + NameSuggestions.suggest(name, known));
            }
        }
    }

    private static void checkSupport(FitSpec spec, FitterSupport support) {
        String fitter = "fitter " + spec.fitter();
        if (spec.weight() != null && !support.weights()) {
            throw new InvalidArgumentException(
                    "weight " + spec.weight() + ": " + fitter + " cannot use weights; fit without a weight");
        }
        if (!spec.intercept() && !support.throughOrigin()) {
            throw new InvalidArgumentException("no intercept: " + fitter + " always fits one; leave it in");
        }
        int features = spec.features().size();
        if (features < support.fewestFeatures() || features > support.mostFeatures()) {
            throw new InvalidArgumentException("features: " + fitter + " takes "
                    + (support.fewestFeatures() == support.mostFeatures()
                            ? support.fewestFeatures()
                            : support.fewestFeatures() + " to " + support.mostFeatures())
                    + ", got " + features);
        }
    }

    /** A fitter whose program does not fit the specification would label numbers wrongly: better none. */
    private static void checkProgram(FitSpec spec, FitterDescription description, FitProgram program) {
        String fault = null;
        if (program instanceof LeastSquaresProgram problem
                && !problem.features().equals(spec.features())) {
            fault = "its problem has the features " + problem.features() + ", the specification " + spec.features();
        } else if (program.kind() != description.kind()) {
            fault = "its program is " + program.kind() + ", its description says " + description.kind();
        } else if (program.terms().isEmpty()) {
            fault = "its program has no terms";
        }
        if (fault != null) {
            throw new InvalidArgumentException(
                    "fitter " + spec.fitter() + ": the plug-in is at fault: " + fault + "; report it to its author");
        }
    }

    private static Choice<Engine> engine(String name, Plugins plugins) {
        if (!name.equals(RunOptions.AUTO)) {
            return new Choice<>(plugins.engine(name), "asked for");
        }
        Engine best = null;
        List<String> refusals = new ArrayList<>();
        for (Plugins.Entry<Engine> entry : plugins.engines()) {
            Availability availability = Plugins.availability(entry.plugin());
            if (!availability.available()) {
                refusals.add(entry.name() + " cannot run here: " + availability.reason());
            } else if (best == null || entry.plugin().preference() > best.preference()) {
                best = entry.plugin();
            }
        }
        if (best == null) {
            throw new InvalidArgumentException("engine auto: no engine can run here; "
                    + (refusals.isEmpty()
                            ? "put one, such as io.regroup.engine.robust, on the module path or class path"
                            : String.join("; ", refusals)));
        }
        String why = plugins.engines().size() == 1 ? "the only engine there is" : "the fastest that can run here";
        return new Choice<>(best, refusals.isEmpty() ? why : why + "; " + String.join("; ", refusals));
    }

    private static Choice<ReductionPlan> strategy(
            String name, FitSpec spec, FitProgram program, BlockLayout layout, Engine engine, Plugins plugins) {
        if (!name.equals(RunOptions.AUTO)) {
            ReductionStrategy strategy = plugins.strategy(name);
            Candidate candidate = Candidate.of(strategy, program, layout, engine);
            if (candidate.plan() == null) {
                throw new InvalidArgumentException("reduction " + name + ": cannot serve fitter " + spec.fitter()
                        + " on engine " + engine.name() + ": " + candidate.reason() + "; those that can: "
                        + suitable(program, layout, engine, plugins));
            }
            return new Choice<>(candidate.plan(), "asked for; ");
        }
        ReductionPlan best = null;
        double bestScore = 0;
        for (Plugins.Entry<ReductionStrategy> entry : plugins.strategies()) {
            Candidate candidate = Candidate.of(entry.plugin(), program, layout, engine);
            if (candidate.plan() != null && (best == null || candidate.score() > bestScore)) {
                best = candidate.plan();
                bestScore = candidate.score();
            }
        }
        if (best == null) {
            throw new InvalidArgumentException("reduction auto: no strategy can serve fitter " + spec.fitter()
                    + " on engine " + engine.name()
                    + "; put one, such as io.regroup.reducers, on the module path or class path");
        }
        return new Choice<>(best, "");
    }

    /** What a strategy offers: a plan that the engine can execute, or the reason why there is none. */
    private record Candidate(@Nullable ReductionPlan plan, double score, String reason) {

        static Candidate of(ReductionStrategy strategy, FitProgram program, BlockLayout layout, Engine engine) {
            Suitability suitability = strategy.suits(program.kind(), layout);
            if (!suitability.suitable()) {
                return new Candidate(null, 0, suitability.reason());
            }
            ReductionPlan plan = strategy.plan(program.kind(), layout);
            Availability supported = engine.supports(plan, program);
            return supported.available()
                    ? new Candidate(plan, suitability.score(), suitability.reason())
                    : new Candidate(null, 0, supported.reason());
        }
    }

    private static List<String> suitable(FitProgram program, BlockLayout layout, Engine engine, Plugins plugins) {
        return plugins.strategies().stream()
                .filter(entry ->
                        Candidate.of(entry.plugin(), program, layout, engine).plan() != null)
                .map(Plugins.Entry::name)
                .toList();
    }
}
