/**
 * Tables in files and SQL results as Regroup data sets, and results written back: Parquet, CSV and JSON through an
 * embedded DuckDB. Nothing reaches the network.
 */
module io.regroup.tables {
    requires transitive io.regroup.api;
    requires duckdb.jdbc;
    requires java.sql;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports io.regroup.tables;
}
