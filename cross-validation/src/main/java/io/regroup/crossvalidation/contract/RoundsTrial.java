package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.crossvalidation.internal.GroupData;
import io.regroup.crossvalidation.internal.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rounds of a program by hand: of one group after another; of all groups in turn; and with their rows cut into parts
 * that two threads could have.
 */
final class RoundsTrial {

    /** Summaries and states stand somewhere in an array, not at its start. */
    private static final int AT = 3;

    private final RoundsProgram program;
    private final Supplier<Kernels> kernels;
    private final GroupData data;
    private final boolean weighted;
    private final String what;

    RoundsTrial(RoundsProgram program, Supplier<Kernels> kernels, GroupData data, boolean weighted, String what) {
        this.program = program;
        this.kernels = kernels;
        this.data = data;
        this.weighted = weighted;
        this.what = what;
    }

    /** Where a group is on its way through the rounds. */
    private final class Course {

        private final Rows rows;
        private final String name;
        private final GroupFit fit =
                new GroupFit(program.terms().size(), program.extras().size(), false);
        private double[] state = new double[AT];
        private double[] sums = new double[0];
        private int round;
        private @Nullable FitStatus status;

        Course(int group, String how) {
            this.rows = new Rows(data.x(group), data.y(group), weighted ? data.w(group) : null);
            this.name = "group " + group + ", " + how + ", " + what;
        }

        /** Adds all rows in one piece. */
        void add(Rounds rounds) {
            sums = summary(rounds, 0, rows.to());
        }

        /** Adds the rows in parts, and combines these. */
        void addInParts(Rounds rounds, Rounds others, int cut) {
            int first = Math.floorMod(cut, rows.to() - 1) + 1;
            int second = first + (rows.to() - first) / 2;
            sums = summary(rounds, 0, first);
            double[] later = second < rows.to() ? summary(others, second, rows.to()) : null;
            if (second > first) {
                combine(rounds, summary(others, first, second));
            }
            if (later != null) {
                combine(others, later);
            }
        }

        private double[] summary(Rounds rounds, int from, int to) {
            double[] made = new double[AT + program.width(round)];
            double[] before = state.clone();
            rounds.identity(round, state, AT, made, AT);
            rounds.accumulate(round, rows, from, to, state, AT, made, AT);
            assertArrayEquals(
                    before, state, name + ": the state has changed while rows of round " + round + " were added");
            return made;
        }

        private void combine(Rounds rounds, double[] later) {
            double[] before = later.clone();
            rounds.combine(round, sums, AT, later, AT);
            assertArrayEquals(before, later, name + ": the summary of later rows has changed in round " + round);
        }

        /** Ends the round; returns false if the group is through. */
        boolean advance(Rounds rounds) {
            boolean last = round + 1 == program.mostRounds();
            double[] next = new double[AT + (last ? 0 : program.stateWidth(round + 1))];
            double[] before = state.clone();
            status = rounds.advance(round, state, AT, sums, AT, next, AT, fit);
            assertArrayEquals(before, state, name + ": the state has changed at the end of round " + round);
            assertTrue(
                    status != null || !last,
                    name + ": wants to go on after all of its " + program.mostRounds() + " rounds");
            state = next;
            round++;
            return status == null;
        }
    }

    /** Each group by itself, with nothing left of others. */
    private List<Course> alone() {
        List<Course> courses = courses("by itself");
        for (Course course : courses) {
            Rounds rounds = program.rounds(kernels.get());
            do {
                course.add(rounds);
            } while (course.advance(rounds));
        }
        return courses;
    }

    /** All groups in each round, on the same buffers: first the rows of all, then the ends of all. */
    private List<Course> inTurn() {
        List<Course> courses = courses("in turn with others");
        Rounds rounds = program.rounds(kernels.get());
        List<Course> open = courses;
        while (!open.isEmpty()) {
            open.forEach(course -> course.add(rounds));
            open = open.stream().filter(course -> course.advance(rounds)).toList();
        }
        return courses;
    }

    private List<Course> inParts(int seed) {
        List<Course> courses = courses("its rows in parts");
        Rounds one = program.rounds(kernels.get());
        Rounds other = program.rounds(kernels.get());
        List<Course> open = courses;
        for (int round = 0; !open.isEmpty(); round++) {
            for (int i = 0; i < open.size(); i++) {
                open.get(i).addInParts(one, other, seed + 7 * i + 11 * round);
            }
            open = open.stream().filter(course -> course.advance(one)).toList();
        }
        return courses;
    }

    private List<Course> courses(String how) {
        List<Course> courses = new ArrayList<>();
        for (int group = 0; group < data.groups(); group++) {
            courses.add(new Course(group, how));
        }
        return courses;
    }

    /** Groups get the same bits in turn as by themselves, and nearly the same in parts. */
    void check(double tolerance) {
        List<Course> expected = alone();
        compare(inTurn(), expected, 0);
        for (int seed = 0; seed < 3; seed++) {
            compare(inParts(1 + 13 * seed), expected, tolerance);
        }
    }

    private void compare(List<Course> got, List<Course> expected, double tolerance) {
        Iteration iteration = program.iteration();
        for (int group = 0; group < got.size(); group++) {
            Course a = got.get(group);
            Course b = expected.get(group);
            assertEquals(b.status, a.status, a.name + ": status");
            compare(a.name + ": coefficient ", a.fit.coefficients(), b.fit.coefficients(), tolerance);
            double[] extras = a.fit.extras().clone();
            for (int k = 0; iteration != null && tolerance > 0 && k < extras.length; k++) {
                if (iteration.counts().contains(program.extras().get(k))) {
                    extras[k] = b.fit.extras()[k];
                }
            }
            compare(a.name + ": column of its own ", extras, b.fit.extras(), tolerance);
        }
    }

    private static void compare(String name, double[] got, double[] expected, double tolerance) {
        for (int k = 0; k < got.length; k++) {
            assertTrue(
                    tolerance == 0
                            ? Double.compare(got[k], expected[k]) == 0
                            : Near.relative(got[k], expected[k]) <= tolerance,
                    name + k + " is " + got[k] + ", by itself in one piece it is " + expected[k]);
        }
    }

    /** The rows of one group. */
    private static final class Rows implements GroupRows {

        private final double[][] x;
        private final double[] y;
        private final double @Nullable [] w;

        Rows(double[][] x, double[] y, double @Nullable [] w) {
            this.x = x;
            this.y = y;
            this.w = w;
        }

        @Override
        public int from() {
            return 0;
        }

        @Override
        public int to() {
            return y.length;
        }

        @Override
        public int featureCount() {
            return x.length;
        }

        @Override
        public double[] feature(int index) {
            return x[index];
        }

        @Override
        public double[] target() {
            return y;
        }

        @Override
        public double @Nullable [] weight() {
            return w;
        }
    }
}
