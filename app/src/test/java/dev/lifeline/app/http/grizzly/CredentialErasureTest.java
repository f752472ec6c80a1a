package dev.lifeline.app.http.grizzly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.junit.jupiter.api.Test;

class CredentialErasureTest {
    private static final String TEXT = "Bearer token-1, Basic token-2, other";

    private final MimeHeaders headers = new MimeHeaders();

    @Test
    void all_credentials_are_overwritten_and_nothing_else() {
        byte[] read = TEXT.getBytes(US_ASCII);
        headers.addValue("authorization").setBytes(read, 7, 14);
        headers.addValue("Authorization").setBytes(read, 22, 29);
        headers.addValue("Accept").setBytes(read, 31, 36);

        CredentialErasure.erase(headers);

        assertThat(new String(read, US_ASCII)).isEqualTo(erased());
        assertThat(headers.getHeader("Accept")).isEqualTo("other");
    }

    /** A request that arrived in parts is in several buffers. */
    @Test
    void credentials_in_two_buffers_are_overwritten_in_both() {
        byte[] first = TEXT.substring(0, 10).getBytes(US_ASCII);
        byte[] second = TEXT.substring(10).getBytes(US_ASCII);
        headers.addValue("Authorization").setBuffer(joined(first, second), 7, 14);
        headers.addValue("Authorization").setBuffer(joined(first, second), 22, 29);

        CredentialErasure.erase(headers);

        assertThat(new String(first, US_ASCII) + new String(second, US_ASCII)).isEqualTo(erased());
    }

    private static Buffer joined(byte[] first, byte[] second) {
        MemoryManager<?> memory = MemoryManager.DEFAULT_MEMORY_MANAGER;
        return Buffers.appendBuffers(memory, Buffers.wrap(memory, first), Buffers.wrap(memory, second));
    }

    private static String erased() {
        return TEXT.replaceAll("token-\\d", "\0".repeat(7));
    }
}
