package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.KeyKernel;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import io.regroup.crossvalidation.contract.EngineContract;
import io.regroup.crossvalidation.contract.Rule;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines that are broken on purpose fail the rule that names their fault. */
@Tag("broken")
class BrokenEnginesTest {

    /** A fault, and the rule that it breaks. */
    enum Fault {
        DROPS_A_ROW(Rule.R08) {
            @Override
            FitJob before(FitJob job) {
                return with(job, rows -> IntStream.range(0, rows - 1));
            }
        },
        TAKES_THE_ROW_AT_A_BLOCK_BORDER_TWICE(Rule.E11) {
            @Override
            FitJob before(FitJob job) {
                int block = job.options().blockRows();
                return inOnePlace(job)
                        ? with(
                                job,
                                rows -> IntStream.range(0, rows)
                                        .flatMap(row -> row > 0 && row % block == 0
                                                ? IntStream.of(row, row)
                                                : IntStream.of(row)))
                        : job;
            }
        },
        IGNORES_WEIGHTS(Rule.E09) {
            @Override
            FitJob before(FitJob job) {
                return withWeights(job, w -> w > 0 ? 1 : w);
            }
        },
        SQUARES_WEIGHTS(Rule.E09) {
            @Override
            FitJob before(FitJob job) {
                return withWeights(job, w -> w > 0 ? w * w : w);
            }
        },
        COMBINES_IN_THE_WRONG_ORDER(Rule.E12) {
            @Override
            FitJob before(FitJob job) {
                return inOnePlace(job)
                        ? with(job, rows -> IntStream.range(0, rows).map(row -> rows - 1 - row))
                        : job;
            }
        },
        RACES(Rule.E01) {
            @Override
            FitJob before(FitJob job) {
                return job.program() instanceof WholeGroupProgram program
                        ? job(
                                job,
                                new Racing(program, new double[1000]),
                                job.dataset(),
                                job.options(),
                                job.explanation())
                        : job;
            }
        },
        RETURNS_THE_LAST_RESULT(Rule.E08) {
            @Override
            FitResult run(Broken engine, FitJob job) {
                if (engine.last == null || !engine.last.spec().equals(job.spec())) {
                    engine.last = super.run(engine, job);
                }
                return engine.last;
            }
        },
        SORTS_THE_ROWS_IN_PLACE(Rule.E08) {
            @Override
            FitJob before(FitJob job) {
                return job.program() instanceof WholeGroupProgram program
                        ? job(job, new Sorting(program), job.dataset(), job.options(), job.explanation())
                        : job;
            }
        },
        KEEPS_THE_NUMBERS_OF_THE_LAST_GROUP(Rule.R03) {
            @Override
            void after(FitJob job, FitResult result) {
                Estimates.OfTarget target = result.estimates().target(0);
                for (int g = 1; g < target.count().length; g++) {
                    if (!target.status(g).isFitted()) {
                        target.rms()[g] = target.rms()[g - 1];
                    }
                }
            }
        },
        HAS_THE_WRONG_DEGREES_OF_FREEDOM(Rule.E10) {
            @Override
            void after(FitJob job, FitResult result) {
                Estimates.OfTarget target = result.estimates().target(0);
                for (int g = 0; g < target.rms().length; g++) {
                    long n = target.count()[g];
                    target.rms()[g] *= Math.sqrt((n - 1.0) / n);
                }
            }
        },
        LOSES_DIGITS_TO_OFFSETS(Rule.E03) {
            @Override
            FitJob before(FitJob job) {
                return job.spec().features().isEmpty() ? job : withColumn(job, "x1", x -> (float) x);
            }
        },
        IS_OFF_BY_A_LITTLE(Rule.E02) {
            @Override
            void after(FitJob job, FitResult result) {
                double[] slopes = result.estimates().target(0).coefficient(1);
                slopes[10] *= 1 + 1e-10;
            }
        },
        COUNTS_WEIGHTS_OF_ZERO(Rule.R06) {
            @Override
            FitJob before(FitJob job) {
                return withWeights(job, w -> w == 0 ? 1 : w);
            }
        },
        TAKES_THE_AMOUNT_OF_NEGATIVE_WEIGHTS(Rule.R02) {
            @Override
            FitJob before(FitJob job) {
                return withWeights(job, Math::abs);
            }
        },
        WANTS_ONE_ROW_MORE(Rule.R07) {
            @Override
            FitJob before(FitJob job) {
                int[] more = job.spec().minRows().stream().mapToInt(n -> n + 1).toArray();
                FitSpec changed = job.spec().toBuilder().minRows(more).build();
                return new FitJob(
                        changed,
                        job.program(),
                        job.plan(),
                        job.dataset(),
                        job.rows(),
                        job.options(),
                        job.keyKernel(),
                        job.explanation());
            }
        },
        SWAPS_TWO_GROUPS(Rule.R04) {
            @Override
            void after(FitJob job, FitResult result) {
                long[] seen = result.estimates().rowsSeen();
                long first = seen[0];
                seen[0] = seen[1];
                seen[1] = first;
            }
        },
        TAKES_MISSING_KEYS_FOR_ZERO(Rule.R05) {
            @Override
            FitJob before(FitJob job) {
                return job.spec().keys().contains("n") ? withColumn(job, "n", n -> Double.isNaN(n) ? 0 : n) : job;
            }
        },
        HAS_MEDIANS_OF_OTHER_ROWS(Rule.R09) {
            @Override
            void after(FitJob job, FitResult result) {
                if (!job.spec().medians().isEmpty()) {
                    double[] medians = result.estimates().median(0);
                    medians[4] = Math.nextUp(medians[4]);
                }
            }
        },
        FORGETS_WHAT_RAN(Rule.R12) {
            @Override
            FitJob before(FitJob job) {
                Explanation real = job.explanation();
                Explanation other =
                        new Explanation(real.fitter(), "some-engine", "", real.reduction(), "", 1, List.of());
                return job(job, job.program(), job.dataset(), job.options(), other);
            }
        },
        THROWS_WHEN_ASKED_WHETHER_IT_CAN_RUN(Rule.E05) {
            @Override
            Class<? extends Throwable> shows() {
                return IllegalStateException.class;
            }

            @Override
            Availability availability() {
                throw new IllegalStateException("a library is missing");
            }
        },
        SUPPORTS_LESS_THAN_IT_SAYS(Rule.E06) {
            @Override
            Class<? extends Throwable> shows() {
                return InvalidArgumentException.class;
            }

            @Override
            Availability supports(ReductionPlan plan) {
                return plan.wholeGroups() ? Availability.yes() : Availability.no("not yet");
            }
        },
        DOES_NOT_HEAR_INTERRUPTION(Rule.E07) {
            @Override
            FitJob before(FitJob job) {
                return job(
                        job,
                        job.program(),
                        job.dataset(),
                        job.options().withProgress(Progress.NONE),
                        job.explanation());
            }
        },
        FORGETS_THE_STATE(Rule.E15) {
            @Override
            FitJob before(FitJob job) {
                return job.program() instanceof RoundsProgram program
                                && !job.plan().wholeGroups()
                        ? job(job, new Forgetful(program), job.dataset(), job.options(), job.explanation())
                        : job;
            }
        },
        BEGINS_A_RUN_IN_EACH_PART(Rule.E16) {
            @Override
            KeyKernel keyKernel() {
                return new KeyKernel() {
                    @Override
                    public int runs(int[] keys, int from, int to, int[] starts) {
                        int count = KeyKernel.PLAIN.runs(Arrays.copyOfRange(keys, from, to), 0, to - from, starts);
                        for (int i = 0; i < count; i++) {
                            starts[i] += from;
                        }
                        return count;
                    }
                };
            }
        },
        STORES_NOTHING(Rule.E13) {
            @Override
            Class<? extends Throwable> shows() {
                return InvalidArgumentException.class;
            }

            @Override
            boolean stores() {
                return false;
            }
        },
        DROPS_A_ROW_IN_ALL_FITS_BUT_THE_FIRST(Rule.E14) {
            @Override
            FitJob among(List<FitJob> jobs, FitJob job) {
                return job == jobs.get(0) ? job : with(job, rows -> IntStream.range(0, rows - 1));
            }
        },
        LETS_A_FITTER_END_THE_RUN(Rule.E04) {
            @Override
            Class<? extends Throwable> shows() {
                return ArithmeticException.class;
            }

            @Override
            void after(FitJob job, FitResult result) {
                if (result.estimates().target(0).status(1) == FitStatus.FAILED) {
                    throw new ArithmeticException("the fitter has thrown");
                }
            }
        },
        HAS_A_NAME_WITH_A_BLANK(Rule.F03) {
            @Override
            String engineName() {
                return "broken engine";
            }
        };

        private final Rule rule;

        /** What its user meets first: an exception, or wrong numbers. */
        Class<? extends Throwable> shows() {
            return AssertionError.class;
        }

        Fault(Rule rule) {
            this.rule = rule;
        }

        FitJob before(FitJob job) {
            return job;
        }

        FitJob among(List<FitJob> jobs, FitJob job) {
            return job;
        }

        void after(FitJob job, FitResult result) {}

        FitResult run(Broken engine, FitJob job) {
            FitResult result = SOUND.run(before(job));
            after(job, result);
            return result;
        }

        Availability availability() {
            return Availability.yes();
        }

        Availability supports(ReductionPlan plan) {
            return Availability.yes();
        }

        KeyKernel keyKernel() {
            return KeyKernel.PLAIN;
        }

        boolean stores() {
            return true;
        }

        String engineName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Engine SOUND = Plugins.find().engine("forkjoin");

    private interface Rows {
        IntStream of(int count);
    }

    private static FitJob job(
            FitJob job, FitProgram program, Dataset data, RunOptions options, Explanation explanation) {
        return new FitJob(job.spec(), program, job.plan(), data, null, options, job.keyKernel(), explanation);
    }

    /** Whether all groups are combined at once. */
    private static boolean inOnePlace(FitJob job) {
        return job.plan()
                .combining()
                .map(combining -> combining.cohorts().isEmpty())
                .orElse(false);
    }

    private static FitJob with(FitJob job, Rows rows) {
        Table all = Tables.read(job.dataset());
        return with(job, Tables.rows(all, rows.of(all.rowCount()).toArray()));
    }

    private static FitJob with(FitJob job, Table table) {
        Dataset data = job.dataset() instanceof FileLikeDataset ? new FileLikeDataset(table, 50) : table;
        return job(job, job.program(), data, job.options(), job.explanation());
    }

    private static FitJob withWeights(FitJob job, DoubleUnaryOperator change) {
        return job.spec().weight() == null ? job : withColumn(job, "w", change);
    }

    private static FitJob withColumn(FitJob job, String changed, DoubleUnaryOperator change) {
        Table all = Tables.read(job.dataset());
        double[] values = Arrays.stream(all.doubles(changed)).map(change).toArray();
        return with(job, Tables.with(all, changed, values));
    }

    /** Takes the rows for a buffer of its own. */
    private record Sorting(WholeGroupProgram program) implements WholeGroupProgram {

        @Override
        public List<Term> terms() {
            return program.terms();
        }

        @Override
        public GroupFitter fitter(Kernels kernels) {
            GroupFitter fitter = program.fitter(kernels);
            return (rows, out) -> {
                Arrays.sort(rows.target(), rows.from(), rows.to());
                return fitter.fit(rows, out);
            };
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0];
        }
    }

    /** Rows are added with the state of no group. */
    private record Forgetful(RoundsProgram program) implements RoundsProgram {

        @Override
        public List<Term> terms() {
            return program.terms();
        }

        @Override
        public List<String> extras() {
            return program.extras();
        }

        @Override
        public int mostRounds() {
            return program.mostRounds();
        }

        @Override
        public int stateWidth(int round) {
            return program.stateWidth(round);
        }

        @Override
        public int width(int round) {
            return program.width(round);
        }

        @Override
        public Rounds rounds(Kernels kernels) {
            Rounds rounds = program.rounds(kernels);
            return new Rounds() {
                @Override
                public void accumulate(
                        int round,
                        GroupRows rows,
                        int from,
                        int to,
                        double[] state,
                        int stateAt,
                        double[] sums,
                        int at) {
                    rounds.accumulate(round, rows, from, to, new double[program.stateWidth(round)], 0, sums, at);
                }

                @Override
                public void identity(int round, double[] state, int stateAt, double[] sums, int at) {
                    rounds.identity(round, state, stateAt, sums, at);
                }

                @Override
                public void combine(int round, double[] into, int at, double[] later, int laterAt) {
                    rounds.combine(round, into, at, later, laterAt);
                }

                @Override
                public FitStatus advance(
                        int round,
                        double[] state,
                        int stateAt,
                        double[] sums,
                        int at,
                        double[] next,
                        int nextAt,
                        GroupFit out) {
                    return rounds.advance(round, state, stateAt, sums, at, next, nextAt, out);
                }
            };
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return program.predict(coefficients, features);
        }
    }

    /** Threads share one buffer. */
    private record Racing(WholeGroupProgram program, double[] shared) implements WholeGroupProgram {

        @Override
        public List<Term> terms() {
            return program.terms();
        }

        @Override
        public GroupFitter fitter(Kernels kernels) {
            return (rows, out) -> {
                System.arraycopy(rows.target(), rows.from(), shared, 0, rows.count());
                Thread.yield();
                double middle = kernels.median(shared, 0, rows.count());
                out.coefficients()[0] = middle;
                return FitStatus.OK;
            };
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0];
        }
    }

    /** The engine with the fault. */
    static final class Broken implements Engine {

        private final Fault fault;
        private FitResult last;

        Broken(Fault fault) {
            this.fault = fault;
        }

        @Override
        public String name() {
            return fault.engineName();
        }

        @Override
        public String summary() {
            return "broken on purpose";
        }

        @Override
        public Availability availability() {
            return fault.availability();
        }

        @Override
        public int preference() {
            return 0;
        }

        @Override
        public Availability supports(ReductionPlan plan, FitProgram program) {
            return fault.supports(plan);
        }

        @Override
        public Optional<SummaryForm> summaryForm(FitSpec spec, FitProgram program, int threads) {
            return fault.stores() ? SOUND.summaryForm(spec, program, threads) : Optional.empty();
        }

        @Override
        public KeyKernel keyKernel() {
            return fault.keyKernel();
        }

        @Override
        public FitResult run(FitJob job) {
            return fault.run(this, job);
        }

        @Override
        public List<FitResult> runAll(List<FitJob> jobs) {
            return jobs.stream().map(job -> run(fault.among(jobs, job))).toList();
        }
    }

    /** The contract, on the engine with the fault of the day. */
    static final class BrokenContract extends EngineContract {

        private static Fault fault = Fault.DROPS_A_ROW;

        @Override
        protected Engine engine() {
            return new Broken(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFailsTheRuleThatNamesItsFault(Fault fault) {
        BrokenContract.fault = fault;
        ContractRun.assertBroken(BrokenContract.class, fault.rule, fault.shows());
    }
}
