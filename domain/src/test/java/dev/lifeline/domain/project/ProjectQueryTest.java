package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectQueryTest {
    @Test
    void the_first_page_holds_up_to_20_projects_without_a_filter() {
        assertThat(ProjectQuery.firstPage()).isEqualTo(new ProjectQuery(20, null, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void limits_from_1_to_100_are_accepted(int limit) {
        assertThat(new ProjectQuery(limit, null, null).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 101, Integer.MAX_VALUE})
    void other_limits_are_refused(int limit) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new ProjectQuery(limit, null, null))
                .withMessage("limit must be a number from 1 to 100")
                .satisfies(e -> assertThat(e.field()).isEqualTo("limit"));
    }

    @Test
    void a_text_may_be_of_any_script() {
        assertThat(new ProjectQuery(1, new Slug("a"), "阿 % 🚀").text()).isEqualTo("阿 % 🚀");
        assertThat(new ProjectQuery(1, null, "x".repeat(100)).text()).hasSize(100);
    }

    @Test
    void an_empty_or_too_long_text_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new ProjectQuery(1, null, ""))
                .withMessage("q must have 1 to 100 characters")
                .satisfies(e -> assertThat(e.field()).isEqualTo("q"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new ProjectQuery(1, null, "x".repeat(101)));
    }

    @Test
    void a_text_that_no_project_can_contain_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new ProjectQuery(1, null, "a\u0000"))
                .withMessage("q must not contain control characters");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new ProjectQuery(1, null, "a" + '\udc00'))
                .withMessage("q must not contain half of a surrogate pair");
    }
}
