package dev.lifeline.datasource.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordRemarksTest {

    @Test
    void characters_added_by_an_editor_or_a_shell_are_described() {
        assertThat(PasswordRemarks.of("geheim\n")).containsExactly("ends with a blank line");
        assertThat(PasswordRemarks.of("geheim \r\n\r\n")).containsExactly("ends with a blank line");
        assertThat(PasswordRemarks.of("geheim ")).containsExactly("ends with a blank");
        assertThat(PasswordRemarks.of(" geheim")).containsExactly("begins with a blank or a line break");
        assertThat(PasswordRemarks.of("\uFEFFgeheim\n"))
                .containsExactly("begins with a byte order mark", "ends with a blank line");
        assertThat(PasswordRemarks.of("ge\theim"))
                .containsExactly("has a line break, a tab or another control character in it");
        assertThat(PasswordRemarks.of("geheim\uFFFD"))
                .containsExactly("has characters that were not UTF-8 or could not be read in this locale");
    }

    @Test
    void an_ordinary_password_has_no_remark() {
        for (String password : List.of("geheim", "zwei W\u00f6rter", "p\\w", "\u5bc6\u7801", "a'\"#%")) {
            assertThat(PasswordRemarks.of(password)).isEmpty();
        }
    }
}
