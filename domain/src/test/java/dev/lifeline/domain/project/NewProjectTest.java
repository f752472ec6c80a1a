package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewProjectTest {
    private static final Slug SLUG = new Slug("apollo");

    @Test
    void a_description_may_be_missing() {
        assertThat(new NewProject(SLUG, "Apollo", null).description()).isNull();
    }

    @Test
    void a_description_may_have_line_breaks_and_tabs() {
        assertThat(new NewProject(SLUG, "Apollo", "one\r\n\ttwo").description()).isEqualTo("one\r\n\ttwo");
    }

    @Test
    void a_name_may_be_of_any_script() {
        assertThat(new NewProject(SLUG, "阿波罗 🚀", null).name()).isEqualTo("阿波罗 🚀");
    }

    @Test
    void texts_of_maximum_length_are_accepted() {
        var project = new NewProject(SLUG, "n".repeat(200), "d".repeat(2_000));

        assertThat(project.name()).hasSize(200);
        assertThat(project.description()).hasSize(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void a_blank_name_is_refused(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, name, null))
                .withMessage("name must have 1 to 200 characters, not all blank")
                .satisfies(e -> assertThat(e.field()).isEqualTo("name"));
    }

    @Test
    void a_name_over_the_maximum_length_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, "n".repeat(201), null))
                .withMessage("name must have 1 to 200 characters, not all blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\u0000b", "a\u007fb", "a\u0085b"})
    void a_name_with_control_characters_is_refused(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, name, null))
                .withMessage("name must not contain control characters");
    }

    @Test
    void half_a_surrogate_pair_is_refused() {
        String half = "rocket " + '\ud83d';

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, half, null))
                .withMessage("name must not contain half of a surrogate pair");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, "Apollo", half))
                .withMessage("description must not contain half of a surrogate pair");
    }

    @Test
    void a_description_over_the_maximum_length_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, "Apollo", "d".repeat(2_001)))
                .withMessage("description must have at most 2000 characters")
                .satisfies(e -> assertThat(e.field()).isEqualTo("description"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u000bb", "a\u001bb"})
    void a_description_with_other_control_characters_is_refused(String description) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new NewProject(SLUG, "Apollo", description))
                .withMessage("description must not contain control characters other than line breaks and tabs");
    }

    @Test
    void a_project_requires_a_slug() {
        assertThatNullPointerException()
                .isThrownBy(() -> new NewProject(null, "Apollo", null))
                .withMessage("slug");
    }
}
