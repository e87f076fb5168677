package io.regroup.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameSuggestionsTest {

    private static final List<String> NAMES = List.of("deltaY", "deltaZ", "sector", "x");

    @Test
    void nearestIgnoresCaseAndForgivesAThirdOfTheLetters() {
        assertThat(NameSuggestions.nearest("DELTAY", NAMES)).contains("deltaY");
        assertThat(NameSuggestions.nearest("sectr", NAMES)).contains("sector");
        assertThat(NameSuggestions.nearest("detlaZ", NAMES)).contains("deltaZ");
        assertThat(NameSuggestions.nearest("pressure", NAMES)).isEmpty();
    }

    @Test
    void longListsAreCutAndCounted() {
        List<String> many = Collections.nCopies(40, "column");
        assertThat(NameSuggestions.suggest("zzz", many)).endsWith("column, … (40 in all)");
        assertThat(NameSuggestions.suggest("zzz", List.of())).isEqualTo("there are none");
    }
}
