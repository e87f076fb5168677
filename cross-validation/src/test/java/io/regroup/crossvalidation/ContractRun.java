package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.regroup.crossvalidation.contract.Holds;
import io.regroup.crossvalidation.contract.Rule;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the tests of one rule of a contract, as an author of a plug-in would. */
final class ContractRun {

    private ContractRun() {}

    /** Asserts that the rule is found broken, and that the report names it, says what was seen and what to look at. */
    static void assertBroken(Class<?> contract, Rule rule) {
        assertBroken(contract, rule, AssertionError.class);
    }

    /** Asserts the same of a fault that shows as an exception. */
    static void assertBroken(Class<?> contract, Rule rule, Class<? extends Throwable> seen) {
        List<Event> failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(contract, test(contract, rule)))
                .execute()
                .testEvents()
                .failed()
                .list();
        assertThat(failed).as("failures of rule %s", rule).hasSize(1);
        Throwable failure = failed.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        assertThat(failure.getCause()).as("what was seen").isInstanceOf(seen);
        String message = Objects.requireNonNull(failure.getMessage());
        assertThat(message)
                .startsWith("rule " + rule + " of docs/contract.md does not hold: " + rule.statement())
                .contains("look at: " + rule.lookAt());
        assertThat(failed.get(0).getTestDescriptor().getDisplayName()).startsWith(rule + " ");
    }

    private static Method test(Class<?> contract, Rule rule) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.isAnnotationPresent(Holds.class))
                .filter(method -> method.getAnnotation(Holds.class).value() == rule)
                .findFirst()
                .orElseThrow();
    }
}
