package dev.lifeline.rest.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** UTF-8, the only encoding of JSON between systems (RFC 8259, section 8.1). */
final class Utf8 {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Utf8() {}

    /**
     * Decodes the bytes without replacing invalid ones; skips a byte order mark.
     *
     * @throws CharacterCodingException if the bytes are invalid
     */
    static CharBuffer decode(byte[] bytes) throws CharacterCodingException {
        CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        if (text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        return text;
    }
}
