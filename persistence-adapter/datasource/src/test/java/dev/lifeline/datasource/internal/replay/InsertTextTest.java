package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InsertTextTest {

    @Test
    void columns_are_added_to_each_row() {
        InsertText insert = InsertText.parse(
                        "insert into \"A b\".t (x, \"Y\") values (?, f(')', (1))), (2, 3) returning *")
                .orElseThrow();

        assertThat(insert.columns()).containsExactly("x", "Y");
        assertThat(insert.withColumns(List.of("id"), List.of(List.of("'7'"), List.of("'8'"))))
                .isEqualTo("insert into \"A b\".t (x, \"Y\", \"id\") overriding system value"
                        + "  values (?, f(')', (1)), '7'), (2, 3, '8') returning *");
    }

    @Test
    void other_forms_are_not_parsed() {
        assertThat(InsertText.parse("insert into t values (1)")).isEmpty();
        assertThat(InsertText.parse("insert into t default values")).isEmpty();
        assertThat(InsertText.parse("insert into t (a) select b from c")).isEmpty();
        assertThat(InsertText.parse("update t set a = (1)")).isEmpty();
        assertThat(InsertText.parse("insert into t (a) overriding system value values (1)"))
                .isEmpty();
    }

    @Test
    void an_insert_that_may_update_a_row_is_recognised() {
        assertThat(mayUpdate("insert into t (a) values (1) on conflict (a) do update set b = 2"))
                .isTrue();
        assertThat(mayUpdate("insert into t (a) values (1) on conflict do nothing returning \"update\""))
                .isFalse();
        assertThat(mayUpdate("insert into t (a) values ('on conflict do update')"))
                .isFalse();
    }

    private static boolean mayUpdate(String sql) {
        return InsertText.parse(sql).orElseThrow().mayUpdate();
    }
}
