package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.crossvalidation.contract.EngineContract;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.Holds;
import io.regroup.crossvalidation.contract.ReductionContract;
import io.regroup.crossvalidation.contract.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/contract.md and the kit say the same. */
class ContractDocTest {

    private static final int RULE = 1;
    private static final int STATEMENT = 2;
    private static final int KIT = 3;

    private static final Map<String, Class<?>> KITS = Map.of(
            "engine", EngineContract.class, "fitter", FitterContract.class, "reduction", ReductionContract.class);

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "contract.md")).stream()
                .filter(line -> line.matches("\\| [REFS]\\d\\d \\|.*"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .toList();
    }

    @Test
    void rulesAreStatedAlike() throws IOException {
        Map<String, String> statements = new HashMap<>();
        rows().forEach(row -> statements.put(row[RULE], row[STATEMENT].replace("`", "")));
        for (Rule rule : Rule.values()) {
            assertThat(statements.get(rule.name())).as(rule.name()).isEqualTo(rule.statement());
        }
    }

    @Test
    void whatIsMarkedIsTested() throws IOException {
        Set<Rule> marked = new HashSet<>();
        for (String[] row : rows()) {
            Class<?> kit = KITS.get(row[KIT]);
            if (kit != null) {
                marked.add(Rule.valueOf(row[RULE]));
                assertThat(tested(kit)).as(kit.getSimpleName()).contains(Rule.valueOf(row[RULE]));
            }
        }
        assertThat(marked).containsExactlyInAnyOrder(Rule.values());
    }

    private static List<Rule> tested(Class<?> kit) {
        return Arrays.stream(kit.getMethods())
                .filter(method -> method.isAnnotationPresent(Holds.class))
                .map(method -> method.getAnnotation(Holds.class).value())
                .toList();
    }
}
