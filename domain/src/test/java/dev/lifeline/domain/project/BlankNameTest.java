package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 15, number 28. */
class BlankNameTest {
    private static final Slug SLUG = new Slug("a");

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x20, 0xA0, 0xAD, 0x1680, 0x180E, 0x2007, 0x200B, 0x200D, 0x2060, 0x2800, 0x3000, 0x3164, 0xFE0F,
                0xFEFF, 0xE0020
            })
    void name_of_invisible_characters_is_blank(int character) {
        String name = Character.toString(character).repeat(3);

        assertThatThrownBy(() -> new NewProject(SLUG, name, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("name must have 1 to 200 characters, not all blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u200B", "\u3000\u65E5", "\uD83D\uDC69\u200D\uD83D\uDCBB"})
    void invisible_characters_next_to_visible_ones_are_kept(String name) {
        assertThat(new NewProject(SLUG, name, null).name()).isEqualTo(name);
    }
}
