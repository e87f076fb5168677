package io.regroup.engine.vector.internal;

import io.regroup.api.spi.Availability;
import java.lang.module.ModuleFinder;
import java.util.Locale;

/** Finds out whether vectors can run here, and why not, without touching a vector type. */
final class VectorProbe {

    private static final String MODULE = "jdk.incubator.vector";

    private static final class Holder {
        static final Availability ANSWER = probe();
    }

    private VectorProbe() {}

    static Availability availability() {
        return Holder.ANSWER;
    }

    private static Availability probe() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return ModuleFinder.ofSystem().find(MODULE).isPresent()
                    ? Availability.no("the JVM was started without the module " + MODULE
                            + "; add the option --add-modules " + MODULE + " to the java command")
                    : Availability.no("this Java runtime has no module " + MODULE + "; use a full JDK");
        }
        String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return Availability.no("the JVM runs without its optimising compiler (" + mode
                    + "), which makes vectors slower than scalars; start it without -Xint and -XX:TieredStopAtLevel");
        }
        try {
            return VectorWidth.availability();
        } catch (LinkageError | RuntimeException e) {
            return Availability.no(
                    "the vector interface of JDK " + Runtime.version().feature()
                            + " is not the one that this engine was built for (" + e + "); use JDK 25");
        }
    }
}
