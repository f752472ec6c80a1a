package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void the_soft_limit_holds() {
        assertThat(OpenFiles.limit(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max open files            256                  4096                 files     ")))
                .isEqualTo(256);
    }

    @Test
    void without_a_limit_there_is_room_for_all() {
        assertThat(OpenFiles.limit(
                        List.of("Max open files            unlimited            unlimited            files     ")))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(OpenFiles.limit(List.of())).isEqualTo(Long.MAX_VALUE);
        assertThat(OpenFiles.limit()).isPositive();
    }
}
