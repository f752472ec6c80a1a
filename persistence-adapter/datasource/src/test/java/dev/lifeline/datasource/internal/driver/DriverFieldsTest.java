package dev.lifeline.datasource.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.core.Field;

class DriverFieldsTest {

    @Test
    void a_copy_describes_the_same_column_in_a_format_of_its_own() throws ReflectiveOperationException {
        Field original = new Field("amount", 1700);

        Field copy = DriverFields.copy(original);
        copy.setFormat(Field.BINARY_FORMAT);

        assertThat(copy.getColumnLabel()).isEqualTo("amount");
        assertThat(copy.getOID()).isEqualTo(1700);
        assertThat(lengthOf(copy)).isEqualTo(lengthOf(original));
        assertThat(copy.getMod()).isEqualTo(original.getMod());
        assertThat(copy.getTableOid()).isEqualTo(original.getTableOid());
        assertThat(copy.getPositionInTable()).isEqualTo(original.getPositionInTable());
        assertThat(original.getFormat()).isEqualTo(Field.TEXT_FORMAT);
    }

    /** By reflection, because its type depends on the version of the driver. */
    private static Object lengthOf(Field field) throws ReflectiveOperationException {
        return Field.class.getMethod("getLength").invoke(field);
    }
}
