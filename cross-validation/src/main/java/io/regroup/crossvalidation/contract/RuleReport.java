package io.regroup.crossvalidation.contract;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Says of a failed test which rule does not hold, what was seen, and what to look at. */
public final class RuleReport implements TestExecutionExceptionHandler {

    /** Made by JUnit. */
    public RuleReport() {}

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Holds holds = context.getRequiredTestMethod().getAnnotation(Holds.class);
        if (holds == null || failure instanceof TestAbortedException) {
            throw failure;
        }
        Rule rule = holds.value();
        String seen = failure instanceof AssertionError ? failure.getMessage() : failure.toString();
        throw new AssertionError(
                "rule " + rule + " of docs/contract.md does not hold: " + rule.statement() + "\n  seen: " + seen
                        + "\n  look at: " + rule.lookAt(),
                failure);
    }
}
