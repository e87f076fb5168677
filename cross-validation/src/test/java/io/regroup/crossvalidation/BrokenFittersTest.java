package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import io.regroup.crossvalidation.contract.Rule;
import io.regroup.crossvalidation.internal.ExactFit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fitters that are broken on purpose fail the rule that names their fault. */
@Tag("broken")
class BrokenFittersTest {

    /** A fault, and the rule that it breaks. */
    enum Fault {
        DROPS_THE_LAST_ROW(Rule.F05),
        IGNORES_WEIGHTS(Rule.F06),
        STARTS_FROM_THE_LAST_GROUP(Rule.F04),
        SORTS_THE_ROWS_IN_PLACE(Rule.F04),
        HAS_THE_WRONG_DEGREES_OF_FREEDOM(Rule.F07),
        THROWS_WHERE_NOTHING_VARIES(Rule.F09),
        CALLS_NAN_A_FIT(Rule.F09),
        PREDICTS_ANOTHER_MODEL(Rule.F10),
        ESTIMATES_ANOTHER_MODEL(Rule.F11),
        CANNOT_BE_SERIALISED(Rule.F02),
        CHANGES_WHILE_IT_RUNS(Rule.F02),
        PROMISES_MORE_FEATURES(Rule.F01),
        COMBINES_IN_THE_WRONG_ORDER(Rule.F08),
        LOSES_THE_LATER_ROWS(Rule.F08),
        KEEPS_THE_MEAN_OF_THE_LAST_GROUP(Rule.F12),
        LOSES_THE_SECOND_ROUND_OF_LATER_ROWS(Rule.F12),
        WRITES_INTO_THE_STATE(Rule.F12),
        EMPTIES_WHAT_IT_COMBINES(Rule.F12),
        HAS_MORE_ROUNDS_THAN_IT_SAYS(Rule.F12),
        HAS_A_NAME_WITH_A_BLANK(Rule.F03);

        private final Rule rule;

        Fault(Rule rule) {
            this.rule = rule;
        }

        private boolean merges() {
            return rule == Rule.F08 || goesInRounds();
        }

        private boolean goesInRounds() {
            return rule == Rule.F12;
        }
    }

    /** Straight lines with the fault. */
    private record Broken(Fault fault) implements Fitter {

        @Override
        public String name() {
            return fault == Fault.HAS_A_NAME_WITH_A_BLANK
                    ? "broken fitter"
                    : fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription(
                    "broken on purpose",
                    Set.of(fault.merges() ? FitProgram.Kind.MERGEABLE : FitProgram.Kind.WHOLE_GROUP),
                    fault.merges()
                            ? new FitterSupport(false, false, 0, 0)
                            : new FitterSupport(true, false, 1, fault == Fault.PROMISES_MORE_FEATURES ? 2 : 1),
                    List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            if (fault.goesInRounds()) {
                return new Spread(fault);
            }
            return fault.merges()
                    ? new Last(fault)
                    : new Line(
                            fault,
                            Term.linear(spec.features(), true),
                            fault == Fault.CANNOT_BE_SERIALISED ? new Object() : "",
                            new double[2]);
        }
    }

    /** A line through the rows of a group. */
    private record Line(Fault fault, List<Term> terms, Object baggage, double[] last) implements WholeGroupProgram {

        @Override
        public GroupFitter fitter(Kernels kernels) {
            return this::fit;
        }

        private FitStatus fit(GroupRows rows, GroupFit out) {
            double[] x = rows.feature(0);
            double[] y = rows.target();
            int to = fault == Fault.DROPS_THE_LAST_ROW ? rows.to() - 1 : rows.to();
            if (fault == Fault.SORTS_THE_ROWS_IN_PLACE) {
                Arrays.sort(y, rows.from(), to);
            }
            double n = 0;
            double meanX = 0;
            double meanY = 0;
            for (int i = rows.from(); i < to; i++) {
                double w = weight(rows, i);
                n += w;
                meanX += w * (x[i] - meanX) / n;
                meanY += w * (y[i] - meanY) / n;
            }
            double xx = 0;
            double xy = 0;
            for (int i = rows.from(); i < to; i++) {
                double w = weight(rows, i);
                xx += w * (x[i] - meanX) * (x[i] - meanX);
                xy += w * (x[i] - meanX) * (y[i] - meanY);
            }
            if (xx < 1e-20) {
                if (fault == Fault.THROWS_WHERE_NOTHING_VARIES) {
                    throw new ArithmeticException("division by zero");
                }
                return fault == Fault.CALLS_NAN_A_FIT ? FitStatus.OK : FitStatus.UNDERDETERMINED;
            }
            double slope = xy / xx + (fault == Fault.STARTS_FROM_THE_LAST_GROUP ? 1e-12 * last[1] : 0);
            out.coefficients()[0] = meanY - slope * meanX;
            out.coefficients()[1] = fault == Fault.ESTIMATES_ANOTHER_MODEL ? xx / xy : slope;
            if (fault == Fault.STARTS_FROM_THE_LAST_GROUP || fault == Fault.CHANGES_WHILE_IT_RUNS) {
                last[1] = slope;
            }
            double squares = 0;
            for (int i = rows.from(); i < to; i++) {
                double e = y[i] - meanY - slope * (x[i] - meanX);
                squares += weight(rows, i) * e * e;
            }
            int rowsUsed = rows.count();
            double variance = squares / (fault == Fault.HAS_THE_WRONG_DEGREES_OF_FREEDOM ? rowsUsed : rowsUsed - 2);
            out.errors()[0] = Math.sqrt(variance * (1 / n + meanX * meanX / xx));
            out.errors()[1] = Math.sqrt(variance / xx);
            if (terms.size() > 2) {
                throw new ArithmeticException("one feature only");
            }
            return FitStatus.OK;
        }

        private double weight(GroupRows rows, int i) {
            double[] w = rows.weight();
            return w == null || fault == Fault.IGNORES_WEIGHTS ? 1 : w[i];
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return fault == Fault.PREDICTS_ANOTHER_MODEL
                    ? coefficients[0] - coefficients[1] * features[0]
                    : coefficients[0] + coefficients[1] * features[0];
        }
    }

    /** The last value and the number of rows. */
    private record Last(Fault fault) implements SummaryProgram {

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            return List.of("last", "rows");
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
            for (int i = from; i < to; i++) {
                slab[at] = rows.target()[i];
                slab[at + 1]++;
            }
        }

        @Override
        public void combine(double[] into, int at, double[] later, int laterAt) {
            if (later[laterAt + 1] > 0 && fault != Fault.COMBINES_IN_THE_WRONG_ORDER) {
                into[at] = later[laterAt];
            }
            into[at + 1] += fault == Fault.LOSES_THE_LATER_ROWS ? 0 : later[laterAt + 1];
        }

        @Override
        public FitStatus finish(double[] slab, int at, GroupFit out) {
            System.arraycopy(slab, at, out.extras(), 0, 2);
            return FitStatus.OK;
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            throw new UnsupportedOperationException("no model");
        }
    }

    /** The mean, and the sum of squares about it. */
    private record Spread(Fault fault) implements RoundsProgram {

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            return List.of("mean", "squares");
        }

        @Override
        public int mostRounds() {
            return fault == Fault.HAS_MORE_ROUNDS_THAN_IT_SAYS ? 1 : 2;
        }

        @Override
        public int stateWidth(int round) {
            return round;
        }

        @Override
        public int width(int round) {
            return 2 - round;
        }

        @Override
        public Rounds rounds(Kernels kernels) {
            return new SpreadRounds(fault);
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            throw new UnsupportedOperationException("no model");
        }
    }

    private static final class SpreadRounds implements Rounds {

        private final Fault fault;
        private double mean;

        SpreadRounds(Fault fault) {
            this.fault = fault;
        }

        @Override
        public void accumulate(
                int round, GroupRows rows, int from, int to, double[] state, int stateAt, double[] sums, int at) {
            for (int i = from; i < to; i++) {
                double value = rows.target()[i];
                if (round == 0) {
                    sums[at]++;
                    sums[at + 1] += value;
                } else {
                    double centre = fault == Fault.KEEPS_THE_MEAN_OF_THE_LAST_GROUP ? mean : state[stateAt];
                    sums[at] += (value - centre) * (value - centre);
                }
            }
        }

        @Override
        public void combine(int round, double[] into, int at, double[] later, int laterAt) {
            for (int k = 0; k < 2 - round; k++) {
                boolean lost = round == 1 && fault == Fault.LOSES_THE_SECOND_ROUND_OF_LATER_ROWS;
                into[at + k] += lost ? 0 : later[laterAt + k];
                later[laterAt + k] = fault == Fault.EMPTIES_WHAT_IT_COMBINES ? 0 : later[laterAt + k];
            }
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
            if (round == 0) {
                mean = sums[at + 1] / sums[at];
                if (fault != Fault.HAS_MORE_ROUNDS_THAN_IT_SAYS) {
                    next[nextAt] = mean;
                }
                return null;
            }
            out.extras()[0] = state[stateAt];
            out.extras()[1] = sums[at];
            if (fault == Fault.WRITES_INTO_THE_STATE) {
                state[stateAt] = 0;
            }
            return FitStatus.OK;
        }
    }

    /** The contract, on the fitter with the fault of the day. */
    static final class BrokenContract extends FitterContract {

        private static Fault fault = Fault.DROPS_THE_LAST_ROW;

        @Override
        protected Fitter fitter() {
            return new Broken(fault);
        }

        @Override
        protected int features() {
            return fault.merges() ? 0 : 1;
        }

        @Override
        protected FitterTraits traits() {
            return fault.merges() ? FitterTraits.plain().withOrder() : FitterTraits.plain();
        }

        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            return new ExactFit(x, y, w, true).solution.coefficients;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFailsTheRuleThatNamesItsFault(Fault fault) {
        BrokenContract.fault = fault;
        ContractRun.assertBroken(BrokenContract.class, fault.rule);
    }
}
