/** What every engine, fitter and strategy has to agree on, and how to find out whether they do. */
module io.regroup.crossvalidation {
    requires transitive io.regroup.api;
    requires static transitive org.jspecify;

    exports io.regroup.crossvalidation.agreement;
}
