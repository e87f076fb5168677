/**
 * Calibrates thermometers. It is written against Regroup's api alone; fitters, reduction strategies and engines are services,
 * which Java finds among the jars beside it.
 */
module com.example.thermometers {
    requires io.regroup.api;
}
