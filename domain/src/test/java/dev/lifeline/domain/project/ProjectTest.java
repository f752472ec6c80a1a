package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectTest {
    private static final ProjectId ID = new ProjectId(new UUID(1, 2));
    private static final Slug SLUG = new Slug("apollo");
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void only_the_description_may_be_missing() {
        assertThat(new Project(ID, SLUG, "Apollo", null, NOW, NOW, 0).description())
                .isNull();
        assertThatNullPointerException().isThrownBy(() -> new Project(null, SLUG, "Apollo", null, NOW, NOW, 0));
        assertThatNullPointerException().isThrownBy(() -> new Project(ID, null, "Apollo", null, NOW, NOW, 0));
        assertThatNullPointerException().isThrownBy(() -> new Project(ID, SLUG, null, null, NOW, NOW, 0));
        assertThatNullPointerException().isThrownBy(() -> new Project(ID, SLUG, "Apollo", null, null, NOW, 0));
        assertThatNullPointerException().isThrownBy(() -> new Project(ID, SLUG, "Apollo", null, NOW, null, 0));
    }

    @Test
    void exception_names_the_taken_slug() {
        var exception = new SlugAlreadyTakenException(SLUG);

        assertThat(exception).hasMessage("slug is already taken: apollo");
        assertThat(exception.slug()).isEqualTo(SLUG);
    }
}
