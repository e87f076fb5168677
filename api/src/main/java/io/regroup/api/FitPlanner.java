package io.regroup.api;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.engine.EngineChoice;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.RowDemand;
import io.regroup.api.engine.SigmaCutProgram;
import io.regroup.api.engine.SigmaCutRounds;
import io.regroup.api.internal.CheckedDataset;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.ResultNames;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.KeyKernel;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.OptionDescription;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.api.spi.RoundsProgram;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks one or several specifications against the data and chooses who runs them how. Rows that fit into memory may be read
 * for that, once. */
final class FitPlanner {

    /** What was chosen; the jobs are of the same rows, and have the same plan. */
    record Planned(Engine engine, BlockLayout layout, RowDemand demand, List<FitJob> jobs) {

        /** Runs all jobs. Several that want their rows in memory get them from one reading; a cut in rounds reads by itself. */
        List<FitResult> run() {
            List<FitJob> ready = jobs.size() > 1 && inMemory() ? jobsOnRows() : jobs;
            List<FitJob> inOneGo =
                    ready.stream().filter(job -> !goesInRounds(job)).toList();
            Iterator<FitResult> results = runAll(inOneGo).iterator();
            return ready.stream()
                    .map(job -> goesInRounds(job) ? SigmaCutRounds.run(engine, job) : results.next())
                    .toList();
        }

        private List<FitResult> runAll(List<FitJob> some) {
            if (some.size() < 2) {
                return some.stream().map(engine::run).toList();
            }
            List<FitResult> results = engine.runAll(some);
            if (results.size() != some.size()) {
                throw new IllegalStateException("engine " + engine.name() + " is at fault: it has " + results.size()
                        + " results for " + some.size() + " fits");
            }
            return results;
        }

        private static boolean goesInRounds(FitJob job) {
            return FitPlanner.goesInRounds(job.program(), job.plan());
        }

        private boolean inMemory() {
            return switch (jobs.get(0).plan().arrangement()) {
                case GATHERED -> true;
                case IN_ORDER, SORTED -> false;
                case IN_PLACE -> layout.fitsMemory();
            };
        }

        private List<FitJob> jobsOnRows() {
            FitJob first = jobs.get(0);
            GroupedRows rows = layout instanceof MemoryLayout memory
                    ? memory.read()
                    : GroupedRows.load(first.dataset(), demand, first.options(), first.keyKernel());
            return jobs.stream().map(job -> job.withRows(rows)).toList();
        }
    }

    /** A program, and what it does, for people. */
    record Compiled(FitProgram program, String description) {}

    /** A plug-in, and why this one. */
    record Choice<T>(T plugin, String reason) {}

    private FitPlanner() {}

    /** Plans one fit, or several of the same rows. */
    static Planned plan(Dataset given, List<FitSpec> specs, RunOptions options, Plugins plugins) {
        Dataset data = CheckedDataset.of(given);
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(plugins, "plugins");
        FitList.check(specs);
        specs.forEach(spec -> checkColumns(data, spec));
        List<Compiled> compiled =
                specs.stream().map(spec -> compile(spec, plugins)).toList();
        List<FitProgram> programs = compiled.stream().map(Compiled::program).toList();
        ResultNames.checkSideBySide(specs, programs);
        Choice<Engine> engine = engine(data, specs, programs, options, plugins);
        RowDemand demand = RowDemand.of(specs);
        KeyKernel keyKernel = engine.plugin().keyKernel();
        BlockLayout layout = layout(data, demand, options, keyKernel);
        Choice<ReductionPlan> strategy = new StrategyChoice(
                        FitList.fitters(specs),
                        programs,
                        need(specs, programs, layout, options),
                        passes(specs, programs),
                        groupsInMemory(specs, programs, options),
                        layout,
                        options,
                        engine.plugin(),
                        plugins)
                .choose();
        ReductionPlan plan = strategy.plugin();
        String together = specs.size() == 1 ? "" : "; one of " + specs.size() + " fits in one call";
        List<FitJob> jobs = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            Explanation explanation = new Explanation(
                    compiled.get(i).description(),
                    engine.plugin().name(),
                    engine.reason(),
                    plan.strategy(),
                    reason(strategy.reason() + plan.reason(), specs.get(i), programs.get(i), plan, data) + together,
                    options.threads(),
                    plugins.problems());
            jobs.add(new FitJob(
                    specs.get(i),
                    programs.get(i),
                    plan,
                    data,
                    layout instanceof MemoryLayout memory ? memory.rows() : null,
                    options,
                    keyKernel,
                    explanation));
        }
        return new Planned(engine.plugin(), layout, demand, jobs);
    }

    private static boolean goesInRounds(FitProgram program, ReductionPlan plan) {
        return program instanceof SigmaCutProgram && !plan.wholeGroups();
    }

    /** How often programs go over rows that are not brought together. */
    private static int passes(List<FitSpec> specs, List<FitProgram> programs) {
        return IntStream.range(0, specs.size())
                .map(i -> passes(specs.get(i), programs.get(i)))
                .max()
                .orElseThrow();
    }

    private static int passes(FitSpec spec, FitProgram program) {
        return program instanceof RoundsProgram inRounds
                ? IntStream.range(0, spec.targets().size())
                        .map(target -> inRounds.forTarget(target).mostRounds())
                        .max()
                        .orElseThrow()
                : 1;
    }

    private static long groupsInMemory(List<FitSpec> specs, List<FitProgram> programs, RunOptions options) {
        long bytes = 0;
        for (int i = 0; i < specs.size(); i++) {
            if (programs.get(i) instanceof RoundsProgram inRounds) {
                bytes += MemoryNeed.bytesPerGroup(
                        inRounds, specs.get(i).targets().size(), options.threads());
            }
        }
        return bytes == 0 ? Long.MAX_VALUE : options.memory() / bytes;
    }

    /** What several fits need together: whole groups if one of them does. */
    private static Need need(List<FitSpec> specs, List<FitProgram> programs, BlockLayout layout, RunOptions options) {
        List<Need> needs = IntStream.range(0, specs.size())
                .mapToObj(i -> need(specs.get(i), programs.get(i), layout, options))
                .toList();
        return needs.stream()
                .filter(need -> need.kind() == FitProgram.Kind.WHOLE_GROUP)
                .findFirst()
                .orElse(needs.get(0));
    }

    /** A sigma cut goes in rounds where rows do not fit into memory, or where the strategy that was asked for combines. */
    private static Need need(FitSpec spec, FitProgram program, BlockLayout layout, RunOptions options) {
        boolean inMemory = layout.fitsMemory() && options.reduction().equals(RunOptions.AUTO);
        return program instanceof SigmaCutProgram cut && cut.isMergeable() && !inMemory
                ? Need.of(spec, cut.program())
                : Need.of(spec, program);
    }

    /** Makes a fitter ready for a specification, with all checks that need no data. */
    static Compiled compile(FitSpec spec, Plugins plugins) {
        Fitter fitter = plugins.fitter(spec.fitter());
        FitterDescription description = answer(spec, "describe()", fitter::describe);
        checkOptions(spec, description);
        checkSupport(spec, description.support());
        FitProgram fitted = answer(spec, "compile(spec)", () -> fitter.compile(spec));
        checkProgram(spec, description, fitted);
        if (spec.sigmaCut() != null) {
            checkResiduals(spec, fitted);
        }
        FitProgram program = SigmaCutProgram.around(spec, fitted);
        String summary = spec.fitter() + ": " + description.summary();
        if (program instanceof SigmaCutProgram cut) {
            summary += "; sigma cut: " + cut.cut().text();
        }
        ResultNames.checkGroups(spec, program);
        return new Compiled(program, summary);
    }

    /** What a fitter throws without having found fault with the specification is a fault of its own, as is null. */
    private static <T> T answer(FitSpec spec, String method, Supplier<T> fitter) {
        T answer;
        try {
            answer = fitter.get();
        } catch (InvalidArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InvalidArgumentException(atFault(spec, method + " threw " + e), e);
        }
        if (answer == null) {
            throw new InvalidArgumentException(atFault(spec, method + " returned null"));
        }
        return answer;
    }

    private static String atFault(FitSpec spec, String fault) {
        return "fitter " + spec.fitter() + ": the plug-in is at fault: " + fault + "; report it to its author";
    }

    /** Rows are judged by their residuals. */
    private static void checkResiduals(FitSpec spec, FitProgram program) {
        if (program.terms().isEmpty() || program.everyRow()) {
            throw new InvalidArgumentException(
                    "sigma cut: fitter " + spec.fitter()
                            + " has no model whose residuals tell which rows to reject; leave the cut out, or use another fitter");
        }
    }

    static void checkColumns(Dataset data, FitSpec spec) {
        Schema schema = data.schema();
        Set<String> missing = new TreeSet<>();
        for (List<String> names : List.of(spec.keys(), spec.targets(), spec.features(), spec.medians())) {
            names.stream().filter(name -> schema.indexOf(name) < 0).forEach(missing::add);
        }
        for (String name :
                optional(spec.weight(), spec.selection(), spec.errors().cluster())) {
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
        optional(spec.errors().cluster())
                .forEach(name -> check(schema, "cluster", name, ColumnType::isKey, "a plain value"));
        optional(spec.selection())
                .forEach(name -> check(
                        schema, "selection", name, type -> type.kind() == ColumnType.Kind.BOOLEAN, "true or false"));
    }

    private static String reason(String ofPlan, FitSpec spec, FitProgram program, ReductionPlan plan, Dataset data) {
        List<String> parts = new ArrayList<>(List.of(ofPlan));
        if (goesInRounds(program, plan)) {
            parts.add("the sigma cut goes over the rows once for each round");
        }
        if (program instanceof RoundsProgram && !plan.wholeGroups()) {
            parts.add(String.format(
                    Locale.ROOT,
                    "fitter %s goes over the rows once for each round, at most %,d times",
                    spec.fitter(),
                    passes(spec, program)));
        }
        parts.addAll(data.savings());
        return String.join("; ", parts);
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
        if (!spec.errors().equals(StandardErrors.CLASSIC) && !support.robustErrors()) {
            throw new InvalidArgumentException("errors " + spec.errors() + ": " + fitter
                    + " has errors of its own way only; leave them at classic, or use ols");
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
        } else if (!description.kinds().contains(program.kind())) {
            fault = "its program is " + program.kind() + ", its description says " + description.kinds();
        } else if (answer(spec, "its program's terms()", program::terms).isEmpty()
                && IntStream.range(0, spec.targets().size())
                        .anyMatch(t -> program.forTarget(t).extras().isEmpty())) {
            fault = "its program has no terms and no extras";
        }
        if (fault != null) {
            throw new InvalidArgumentException(atFault(spec, fault));
        }
    }

    /** For a process that ends after the fits, an engine that is slow to start has to be worth it. */
    static Choice<Engine> engine(
            Dataset data, List<FitSpec> specs, List<FitProgram> programs, RunOptions options, Plugins plugins) {
        long targets = specs.stream().mapToLong(spec -> spec.targets().size()).sum();
        EngineChoice choice = EngineChoice.of(
                options,
                plugins,
                _ -> Availability.yes(),
                engine -> Math.ceilDiv(
                        programs.stream().mapToLong(engine::paysFrom).min().orElse(0), targets),
                () -> data.knownRows().orElse(0));
        return found(choice, plugins);
    }

    static Choice<Engine> engine(String name, Plugins plugins) {
        return found(EngineChoice.of(name, plugins, _ -> Availability.yes()), plugins);
    }

    private static Choice<Engine> found(EngineChoice choice, Plugins plugins) {
        if (choice.engine() == null) {
            throw new InvalidArgumentException("engine auto: no engine can run here; "
                    + (plugins.engines().isEmpty() ? Artifacts.anyEngine() : choice.reason()));
        }
        return new Choice<>(choice.engine(), choice.reason());
    }

    /** What a run must see at once, and why if it is more than its program asks for. */
    record Need(FitProgram.Kind kind, String reason) {

        static Need of(FitSpec spec, FitProgram program) {
            if (!spec.errors().equals(StandardErrors.CLASSIC)) {
                return new Need(
                        FitProgram.Kind.WHOLE_GROUP, "errors " + spec.errors() + " need all rows of a group at once");
            }
            if (program instanceof SigmaCutProgram) {
                return new Need(
                        FitProgram.Kind.WHOLE_GROUP,
                        "a sigma cut fits the rows of a group again and again and needs all of them at once");
            }
            if (program.kind() == FitProgram.Kind.WHOLE_GROUP) {
                return new Need(
                        FitProgram.Kind.WHOLE_GROUP, "fitter " + spec.fitter() + " needs all rows of a group at once");
            }
            if (!spec.medians().isEmpty()) {
                return new Need(FitProgram.Kind.WHOLE_GROUP, "medians need all rows of a group at once");
            }
            if (spec.diagnostics()) {
                return new Need(
                        FitProgram.Kind.WHOLE_GROUP,
                        "diagnostics need all rows of a group at once, for the median deviation");
            }
            return new Need(FitProgram.Kind.MERGEABLE, "");
        }
    }

    /** Rows that are in memory, fit there, or of which nothing says that they do not. */
    private static BlockLayout layout(Dataset data, RowDemand demand, RunOptions options, KeyKernel keyKernel) {
        return MemoryNeed.of(data, demand).fits(options.memory())
                ? new MemoryLayout(data, demand, options, keyKernel)
                : new FileLayout(data, demand, options);
    }

    /** Chooses among what strategies offer. */
    private record StrategyChoice(
            String fitters,
            List<FitProgram> programs,
            Need need,
            int passes,
            long groupsInMemory,
            BlockLayout layout,
            RunOptions options,
            Engine engine,
            Plugins plugins) {

        Choice<ReductionPlan> choose() {
            String name = options.reduction();
            return name.equals(RunOptions.AUTO) ? best() : named(plugins.strategy(name));
        }

        private Choice<ReductionPlan> named(ReductionStrategy strategy) {
            Proposal proposal = proposal(strategy);
            if (proposal.plan().isEmpty()) {
                throw new InvalidArgumentException(
                        "reduction " + strategy.name() + ": cannot serve " + fitters + " on engine " + engine.name()
                                + ": " + proposal.refusal() + "; those that can: " + suitable());
            }
            return new Choice<>(proposal.plan().get(), "asked for; ");
        }

        private Choice<ReductionPlan> best() {
            Proposal best = null;
            List<String> refusals = new ArrayList<>();
            for (Plugins.Entry<ReductionStrategy> entry : plugins.strategies()) {
                Proposal proposal = proposal(entry.plugin());
                if (proposal.plan().isEmpty()) {
                    refusals.add(entry.name() + ": " + proposal.refusal());
                } else if (best == null || proposal.score() > best.score()) {
                    best = proposal;
                }
            }
            if (best == null || best.plan().isEmpty()) {
                throw new InvalidArgumentException("reduction auto: no strategy can serve " + fitters
                        + " on engine " + engine.name() + "; "
                        + (refusals.isEmpty() ? Artifacts.strategies() : String.join("; ", refusals)));
            }
            return new Choice<>(best.plan().get(), "");
        }

        /** What a strategy offers that the engine can execute. */
        private Proposal proposal(ReductionStrategy strategy) {
            if (!strategy.serves(need.kind())) {
                return Proposal.refuse(need.reason());
            }
            Proposal proposal = strategy.propose(
                    new PlanRequest(
                            need.kind(),
                            options.fanIn(),
                            !options.reduction().equals(RunOptions.AUTO),
                            passes,
                            groupsInMemory),
                    layout);
            if (proposal.plan().isEmpty()) {
                return proposal;
            }
            if (need.kind() == FitProgram.Kind.WHOLE_GROUP
                    && !proposal.plan().get().wholeGroups()) {
                return Proposal.refuse(need.reason());
            }
            ReductionPlan plan = proposal.plan().get();
            for (FitProgram program : programs) {
                FitProgram run =
                        program instanceof SigmaCutProgram cut && goesInRounds(cut, plan) ? cut.program() : program;
                Availability supported = engine.supports(plan, run);
                if (!supported.available()) {
                    return Proposal.refuse(supported.reason());
                }
            }
            return proposal;
        }

        private List<String> suitable() {
            return plugins.strategies().stream()
                    .filter(entry -> proposal(entry.plugin()).plan().isPresent())
                    .map(Plugins.Entry::name)
                    .toList();
        }
    }
}
