/** What every engine has to agree on: for now only tests, which run the contracts on each engine that can be found. */
module io.regroup.crossvalidation {
    requires io.regroup.api;
    requires static transitive org.jspecify;
}
