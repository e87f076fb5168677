package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As many exponentials as one step of a mixture needs, and nothing else: by the JDK's own for vectors, of numbers in the cache. */
final class ExponentialsContender implements Contender {

    static final String NAME = "exponentials";

    private static final int STRIPE = 1 << 14;
    private static final double SMALLEST = -40;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "one exponential per row and component, numbers and results in the cache: what a single step cannot go below";
    }

    @Override
    public Kind kind() {
        return Kind.LIMIT;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.MIXTURE;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) {
        MixtureRows design = (MixtureRows) scenario.rows();
        long count = (long) design.rows() * design.components();
        double[] numbers = new SplittableRandom(1).doubles(STRIPE, SMALLEST, 0).toArray();
        return new Entry() {
            @Override
            public void run() {
                DoubleAdder total = new DoubleAdder();
                Workers.run(threads, Math.toIntExact(Math.ceilDiv(count, STRIPE)), () -> {
                    double[] results = new double[STRIPE];
                    return _ -> {
                        exponentials(numbers, results);
                        total.add(results[0]);
                    };
                });
                if (total.sum() == 0) {
                    throw new IllegalStateException("the results are used, so that they are computed");
                }
            }

            @Override
            public Optional<Answers> answers(int[] sample) {
                return Optional.empty();
            }
        };
    }

    private static void exponentials(double[] numbers, double[] results) {
        VectorSpecies<Double> species = DoubleVector.SPECIES_PREFERRED;
        for (int i = 0; i < numbers.length; i += species.length()) {
            DoubleVector.fromArray(species, numbers, i)
                    .lanewise(VectorOperators.EXP)
                    .intoArray(results, i);
        }
    }
}
