package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectIdTest {
    private static final String CANONICAL = "123e4567-e89b-12d3-a456-426614174000";

    @Test
    void the_canonical_form_is_parsed_and_formatted() {
        assertThat(ProjectId.parse(CANONICAL)).isEqualTo(new ProjectId(UUID.fromString(CANONICAL)));
        assertThat(ProjectId.parse(CANONICAL)).hasToString(CANONICAL);
    }

    @Test
    void upper_case_is_the_same_id() {
        assertThat(ProjectId.parse("123E4567-E89B-12D3-A456-426614174000")).isEqualTo(ProjectId.parse(CANONICAL));
    }

    @Test
    void the_lowest_and_the_highest_id_are_ids() {
        assertThat(ProjectId.isCanonical("00000000-0000-0000-0000-000000000000"))
                .isTrue();
        assertThat(ProjectId.isCanonical("ffffffff-ffff-ffff-ffff-ffffffffffff"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-2-3-4-5",
                "123e4567e89b12d3a456426614174000",
                "123e4567-e89b-12d3-a456-42661417400",
                "123e4567-e89b-12d3-a456-4266141740000",
                "123e4567-e89b-12d3-a456-42661417400g",
                "123e4567-e89b-12d3-a4564-26614174000",
                "123e456-7e89b-12d3-a456-426614174000",
                "123e4567-e89b-12d3-a456--26614174000",
                "+23e4567-e89b-12d3-a456-426614174000",
                "{23e4567-e89b-12d3-a456-42661417400}",
                " 23e4567-e89b-12d3-a456-426614174000",
            })
    void any_other_form_is_refused(String text) {
        assertThat(ProjectId.isCanonical(text)).isFalse();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ProjectId.parse(text))
                .withMessage("id must be a UUID in its canonical form")
                .satisfies(e -> assertThat(e.field()).isEqualTo("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0661\u0662\u0663e4567-e89b-12d3-a456-426614174000", // Arabic-Indic digits
                "\uff11\uff12\uff13e4567-e89b-12d3-a456-426614174000", // full-width digits
                "123e4567-e89b-12d3-\uff41456-426614174000", // a full-width letter
            })
    void digits_of_other_scripts_are_refused(String text) {
        assertThat(ProjectId.isCanonical(text)).isFalse();
    }

    @Test
    void an_id_requires_a_value() {
        assertThatNullPointerException().isThrownBy(() -> new ProjectId(null)).withMessage("value");
    }
}
