package io.regroup.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A contender that knows the right answers, and changes them as told. */
record StubContender(String name, UnaryOperator<double[][]> change, long millis, List<String> log)
        implements Contender {

    static StubContender right(String name, List<String> log) {
        return new StubContender(name, answers -> answers, 0, log);
    }

    @Override
    public String description() {
        return "a stub";
    }

    @Override
    public Kind kind() {
        return Kind.PEER;
    }

    @Override
    public boolean suits(Scenario scenario) {
        return true;
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) {
        return new Entry() {
            @Override
            public void run() throws InterruptedException {
                log.add(name);
                Thread.sleep(millis);
            }

            @Override
            public Optional<Answers> answers(int[] sample) {
                Reference reference = new Reference(scenario.spec(), rows.table());
                double[][] right = reference.answers(true).coefficients();
                return Optional.of(new Answers(reference.groups(), change.apply(right), new double[0][]));
            }
        };
    }
}
