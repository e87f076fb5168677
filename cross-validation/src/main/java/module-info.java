/**
 * What every engine, fitter and strategy has to agree on, and how to find out whether they do: the contract kit for authors of
 * plug-ins, who bring JUnit along, and the comparison of fits of the same rows, which needs none.
 */
module io.regroup.crossvalidation {
    requires transitive io.regroup.api;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports io.regroup.crossvalidation.agreement;
    exports io.regroup.crossvalidation.contract;

    // to run the contracts, which are tests
    opens io.regroup.crossvalidation.contract;
}
