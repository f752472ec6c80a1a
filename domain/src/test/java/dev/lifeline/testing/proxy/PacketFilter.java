package dev.lifeline.testing.proxy;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.lifeline.testing.program.InstalledProgram;
import java.nio.file.Path;

/** Drops all packets from and to a local TCP port, by the kernel's packet filter, until it is closed. Requires root. */
public final class PacketFilter implements AutoCloseable {
    private static final String RULES =
            """
            table inet %1$s {
                chain input {
                    type filter hook input priority 0;
                    tcp dport %2$d drop
                    tcp sport %2$d drop
                }
            }
            """;

    private final InstalledProgram nft;
    private final String table;

    private PacketFilter(InstalledProgram nft, String table) {
        this.nft = nft;
        this.table = table;
    }

    /** Begins to drop the packets; skips the test if that is impossible. */
    public static PacketFilter dropping(int port) {
        InstalledProgram nft = InstalledProgram.required("nft", "nftables");
        String table = "lifeline_test_" + port;
        InstalledProgram.Outcome outcome = nft.run(Path.of("."), RULES.formatted(table, port), "-f", "-");
        if (outcome.exitCode() != 0) {
            abort("Skipped: the packet filter cannot be changed: " + outcome.output());
        }
        return new PacketFilter(nft, table);
    }

    /** Passes the packets again. */
    @Override
    public void close() {
        nft.run(Path.of("."), "", "delete", "table", "inet", table);
    }
}
