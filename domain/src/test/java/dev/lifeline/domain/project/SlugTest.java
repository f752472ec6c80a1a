package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "apollo", "apollo-11", "1-2-3-4-5", "0", "a-b-c", "project-00042"})
    void hyphenated_words_are_slugs(String text) {
        assertThat(new Slug(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "-a",
                "a-",
                "a--b",
                "Apollo",
                "a b",
                "a_b",
                "a.b",
                "a/b",
                "a%20b",
                " a",
                "a\n",
                "é",
                "ａ",
                "\u0661\u0662",
                "a\u0000",
                "../a",
                "😀"
            })
    void anything_else_is_refused(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Slug(text))
                .withMessage("slug must consist of lower-case letters a-z and digits, with single hyphens between them")
                .satisfies(e -> assertThat(e.field()).isEqualTo("slug"));
    }

    @Test
    void an_empty_text_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Slug(""))
                .withMessage("slug must have 1 to 100 characters");
    }

    @Test
    void the_longest_slug_has_100_characters() {
        assertThat(new Slug("a".repeat(100)).value()).hasSize(100);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Slug("a".repeat(101)))
                .withMessage("slug must have 1 to 100 characters");
    }

    @Test
    void the_form_of_an_id_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Slug("123e4567-e89b-12d3-a456-426614174000"))
                .withMessage("slug must not have the form of a UUID");
    }

    @Test
    void text_that_only_resembles_an_id_is_a_slug() {
        assertThat(new Slug("123e4567-e89b-12d3-a456-42661417400g"))
                .hasToString("123e4567-e89b-12d3-a456-42661417400g");
        assertThat(new Slug("123e4567e89b12d3a456426614174000")).hasToString("123e4567e89b12d3a456426614174000");
    }

    @Test
    void an_invalid_slug_is_reported_under_the_name_of_its_field() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Slug.parse("A", "after"))
                .withMessageStartingWith("after must consist of")
                .satisfies(e -> assertThat(e.field()).isEqualTo("after"));
    }

    @Test
    void slugs_are_ordered_by_code_points() {
        assertThat(new Slug("a-z")).isLessThan(new Slug("a1")).isGreaterThan(new Slug("a"));
        assertThat(new Slug("a")).isEqualByComparingTo(Slug.parse("a", "after"));
    }
}
