package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnItemTest {

    private static List<ColumnItem> parse(String... values) {
        return ColumnItem.parse("--feature", List.of(values));
    }

    private static ColumnItem name(String name) {
        return new ColumnItem(name, null);
    }

    @Test
    void namesBetweenCommas() {
        assertThat(parse("x, y ,long name", "z")).containsExactly(name("x"), name("y"), name("long name"), name("z"));
    }

    @Test
    void expressionReachesToTheEnd() {
        assertThat(parse("z = atan2(y, x)")).containsExactly(new ColumnItem("z", "atan2(y, x)"));
        assertThat(parse("x,y,z=greatest(y,x)==1,b = 2"))
                .containsExactly(name("x"), name("y"), new ColumnItem("z", "greatest(y,x)==1,b = 2"));
    }

    @Test
    void quotedNames() {
        assertThat(parse("\"a,b\",c")).containsExactly(name("a,b"), name("c"));
        assertThat(parse("\"say \"\"a = b\"\"\"")).containsExactly(name("say \"a = b\""));
        assertThat(parse("\"a,b\" = x+1")).containsExactly(new ColumnItem("a,b", "x+1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a == b", "a <= b", "a >= b", "a<=b", "a!=b"})
    void comparisonIsNoNamedExpression(String value) {
        assertThat(parse(value)).containsExactly(name(value));
        assertThat(parse(value).get(0).looksLikeExpression()).isTrue();
    }

    @Test
    void lettersOfAnyScriptMakeAName() {
        assertThat(parse("Δy = y - ŷ")).containsExactly(new ColumnItem("Δy", "y - ŷ"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x,", ",x", "\"\"", "\"a", "\"a\"b", "a,\"b\"c,d", "z ="})
    void brokenItems(String value) {
        assertThatThrownBy(() -> parse(value))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("--feature: ");
    }
}
