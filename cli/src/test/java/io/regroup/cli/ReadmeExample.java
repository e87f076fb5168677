package io.regroup.cli;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitResults;
import java.util.List;

/** The README's library example, compiled; {@link ReadmeTest} runs it and compares the text. */
final class ReadmeExample {

    /** What the example computes. */
    record Outcome(double[] slopes, double[] errors, FitStatus first, double[] robust) {}

    private ReadmeExample() {}

    static Outcome run(int[] sectors, double[] x, double[] dy, double[] w) {
        // README
        Table table = Table.builder()
                .column("sector", sectors) // int[]: arrays are used as they are, not copied
                .column("x", x) // double[]
                .column("dy", dy)
                .column("w", w)
                .build();
        FitResult result = Regroup.fit(
                table,
                FitSpec.groupBy("sector")
                        .targets("dy")
                        .features("x")
                        .weight("w")
                        .minRows(20)
                        .build());
        double[] slopes = result.groups().doubles("dy_fit_beta1");
        double[] errors = result.groups().doubles("dy_fit_beta1_err");
        FitStatus first = result.status("dy", 0); // OK, TOO_FEW_ROWS, RANK_DEFICIENT, …

        FitResults both = Regroup.fitAll( // several fits, the rows read once
                table,
                List.of(
                        FitSpec.groupBy("sector").targets("dy").features("x").build(),
                        FitSpec.groupBy("sector")
                                .targets("dy")
                                .features("x")
                                .fitter("huber")
                                .suffix("_rob")
                                .build()));
        double[] robust = both.groups().doubles("dy_rob_beta1");
        // README
        return new Outcome(slopes, errors, first, robust);
    }
}
