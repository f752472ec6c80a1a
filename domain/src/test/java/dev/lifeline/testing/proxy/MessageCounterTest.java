package dev.lifeline.testing.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCounterTest {
    /** Parse with a body that contains the letter of a Sync, then Sync, then a query. */
    private static final byte[] BYTES =
            "P\0\0\0\u0006SSS\0\0\0\u0004Q\0\0\0\u0005\0".getBytes(StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void messages_are_counted_in_any_pieces(int size) {
        MessageCounter counter = new MessageCounter("SQ");
        for (int from = 0; from < BYTES.length; from += size) {
            byte[] piece = Arrays.copyOfRange(BYTES, from, Math.min(BYTES.length, from + size));
            counter.add(piece, piece.length);
        }

        assertThat(counter.count()).isEqualTo(2);
    }

    @Test
    void a_message_without_its_end_does_not_count() {
        MessageCounter counter = new MessageCounter("SQ");
        counter.add(BYTES, BYTES.length - 1);

        assertThat(counter.count()).isEqualTo(1);
    }
}
