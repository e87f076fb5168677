package io.regroup.bench;

import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import io.regroup.api.result.Naming;
import java.util.List;

/** Reads answers out of Regroup's group tables. */
final class GroupTables {

    private GroupTables() {}

    static Answers answers(Scenario scenario, Table groups, int[] sample) {
        List<String> targets = scenario.spec().targets();
        List<String> medians = scenario.spec().medians();
        String suffix = scenario.spec().suffix();
        int terms = scenario.coefficients().size();
        double[][] coefficients = new double[sample.length][targets.size() * terms];
        double[][] medianValues = new double[sample.length][medians.size()];
        for (int t = 0; t < targets.size(); t++) {
            for (int i = 0; i < terms; i++) {
                String name = Naming.BETA.quantity(
                        targets.get(t), suffix, scenario.coefficients().get(i));
                read(groups, name, sample, coefficients, t * terms + i);
            }
        }
        for (int m = 0; m < medians.size(); m++) {
            read(groups, Naming.BETA.quantity(medians.get(m), suffix, "median"), sample, medianValues, m);
        }
        return new Answers(groups.rowCount(), coefficients, medianValues);
    }

    private static void read(Table groups, String name, int[] sample, double[][] into, int at) {
        Column column = groups.column(name);
        for (int s = 0; s < sample.length && sample[s] < groups.rowCount(); s++) {
            column.copyDoubles(sample[s], sample[s] + 1, into[s], at);
        }
    }
}
