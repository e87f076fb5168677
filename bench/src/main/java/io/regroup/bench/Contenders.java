package io.regroup.bench;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;

/** Who there is. */
final class Contenders {

    private Contenders() {}

    /** Lists all: Regroup's engines, the limit, the peers. */
    static List<Contender> all() {
        List<Contender> all = new ArrayList<>(RegroupContender.all());
        all.add(new StreamContender());
        all.add(new ExponentialsContender());
        all.addAll(DuckDbContender.both());
        all.add(new CommonsMathContender());
        all.add(new SmileContender());
        all.addAll(AggregateContender.both());
        all.addAll(ParquetContender.both());
        all.addAll(ReductionContender.all());
        all.addAll(PythonContender.all());
        all.add(new MixtureFileContender());
        all.addAll(EncoderContender.both());
        return all;
    }

    /**
     * Selects by name.
     *
     * @param all who there is
     * @param names of those who are meant; empty for all
     * @return them, in their order
     * @throws InvalidArgumentException if there is none of a name
     */
    static List<Contender> select(List<Contender> all, List<String> names) {
        List<String> known = all.stream().map(Contender::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidArgumentException(
                        "--contenders: " + name + " is none; there are " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }
}
