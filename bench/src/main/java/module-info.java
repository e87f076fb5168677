/** Measures Regroup against its peers and against the memory bus: a program, which exports nothing. */
module io.regroup.bench {
    requires commons.math3;
    requires duckdb.jdbc;
    requires info.picocli;
    requires io.regroup.api;
    requires io.regroup.gmm;
    requires io.regroup.kernels;
    requires io.regroup.tables;
    requires java.desktop;
    requires java.management;
    requires java.sql;
    requires static jdk.incubator.vector;
    requires jdk.management;
    requires jmh.core;
    requires me.tongfei.progressbar;
    requires smile.core;
    requires smile.data;
    requires smile.math;
    requires xchart;
    requires static org.jspecify;

    uses io.regroup.api.spi.Engine;

    // picocli fills in the options
    opens io.regroup.bench to
            info.picocli;
}
