package dev.lifeline.domain.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WriteTokenTest {

    @Test
    void a_key_consists_of_1_to_255_printable_characters() {
        assertThat(WriteToken.of("s", "~".repeat(255)).key()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> WriteToken.of("s", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> WriteToken.of("s", "k".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> WriteToken.of("s", "tab\t"));
        assertThatIllegalArgumentException().isThrownBy(() -> WriteToken.of("s", "ä"));
    }

    @Test
    void scope_and_fingerprint_are_bounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> WriteToken.of("", "k"));
        assertThatIllegalArgumentException().isThrownBy(() -> WriteToken.of("s".repeat(101), "k"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WriteToken.of("s", "k").withFingerprint("f".repeat(101)));
    }

    @Test
    void random_tokens_differ() {
        assertThat(WriteToken.random("s")).isNotEqualTo(WriteToken.random("s"));
    }
}
