package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectReferenceTest {
    private static final String ID = "123e4567-e89b-12d3-a456-426614174000";

    @Test
    void the_canonical_form_of_a_uuid_is_an_id() {
        assertThat(ProjectReference.parse(ID)).isEqualTo(new ProjectReference.ById(ProjectId.parse(ID)));
    }

    @Test
    void a_uuid_in_upper_case_is_the_same_id() {
        assertThat(ProjectReference.parse("123E4567-E89B-12D3-A456-426614174000"))
                .isEqualTo(ProjectReference.parse(ID))
                .hasToString(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-2-3-4-5", "apollo", "123e4567", "123e4567e89b12d3a456426614174000"})
    void everything_else_is_a_slug(String text) {
        assertThat(ProjectReference.parse(text)).isEqualTo(new ProjectReference.BySlug(new Slug(text)));
        assertThat(ProjectReference.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Apollo", "123E4567-E89B", "\uff11\uff12\uff13e4567-e89b-12d3-a456-426614174000"})
    void text_that_is_neither_id_nor_slug_is_refused(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ProjectReference.parse(text))
                .satisfies(e -> assertThat(e.field()).isEqualTo("idOrSlug"));
    }

    @Test
    void fold_applies_the_function_for_the_kind() {
        String byId = ProjectReference.parse(ID).fold(id -> "id " + id, slug -> "slug " + slug);
        String bySlug = ProjectReference.parse("apollo").fold(id -> "id " + id, slug -> "slug " + slug);

        assertThat(byId).isEqualTo("id " + ID);
        assertThat(bySlug).isEqualTo("slug apollo");
    }

    @Test
    void a_reference_requires_a_value() {
        assertThatNullPointerException().isThrownBy(() -> new ProjectReference.ById(null));
        assertThatNullPointerException().isThrownBy(() -> new ProjectReference.BySlug(null));
    }
}
