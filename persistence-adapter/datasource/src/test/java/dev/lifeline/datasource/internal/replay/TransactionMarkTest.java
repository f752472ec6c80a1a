package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.replay.TransactionMark.Status;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionMarkTest {

    /** After a crash or failover, a server's answer about a transaction number may refer to another transaction. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # status     same data  ahead  meaning
                    committed,   true,      0,     COMMITTED
                    committed,   true,      8192,  COMMITTED
                    committed,   true,      -24,   UNKNOWN
                    committed,   true,      -200,  ABORTED
                    committed,   true,      -,     UNKNOWN
                    committed,   false,     8192,  UNKNOWN
                    committed,   false,     -200,  UNKNOWN
                    aborted,     true,      8192,  ABORTED
                    aborted,     false,     0,     ABORTED
                    in progress, true,      -200,  ABORTED
                    in progress, true,      8192,  ABORTED
                    -,           true,      8192,  UNKNOWN
                    """)
    void a_number_counts_only_if_the_log_had_it(String status, boolean sameData, @Nullable Long ahead, Status meaning) {
        OptionalLong given = ahead == null ? OptionalLong.empty() : OptionalLong.of(ahead);

        assertThat(TransactionMark.inAnotherRun(status, sameData, given)).isEqualTo(meaning);
    }
}
