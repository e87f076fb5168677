package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regroup.api.RunOptions;
import java.util.function.Supplier;

/** Checks how a plug-in presents itself. */
final class PluginNames {

    private static final String WORDS = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private PluginNames() {}

    static boolean isName(String name) {
        return name.matches(WORDS) && !name.equals(RunOptions.AUTO);
    }

    static void check(String name, String summary, Supplier<String> nameOfAnother) {
        assertTrue(isName(name), "the name is " + name);
        assertEquals(name, nameOfAnother.get(), "the name of another instance");
        assertTrue(!summary.isBlank(), "the summary is blank");
    }
}
