package io.regroup.crossvalidation.contract;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names tests by their rule: {@code E09 weights are used}. */
public final class RuleNames extends DisplayNameGenerator.Standard {

    /** Made by JUnit. */
    public RuleNames() {}

    @Override
    public String generateDisplayNameForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        Holds holds = testMethod.getAnnotation(Holds.class);
        return holds == null
                ? super.generateDisplayNameForMethod(enclosingInstanceTypes, testClass, testMethod)
                : holds.value() + " "
                        + testMethod.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
