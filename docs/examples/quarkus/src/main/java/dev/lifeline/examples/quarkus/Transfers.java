package dev.lifeline.examples.quarkus;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.io.IOException;

/**
 * Transfers one unit after the other until standard input contains data. Prints the number of each transfer, and at the
 * end the number of connections that the pool has made.
 */
@QuarkusMain
public class Transfers implements QuarkusApplication {
    @Inject
    Accounts accounts;

    @Inject
    CreatedConnections created;

    @Override
    public int run(String... arguments) throws Exception {
        for (int number = 1; nothingToRead(); number++) {
            int balance = accounts.transfer("a", "b", 1);
            System.out.println("transfer " + number + ", balance " + balance);
        }
        System.out.println("connections " + created.count());
        return 0;
    }

    private static boolean nothingToRead() throws IOException {
        return System.in.available() == 0;
    }
}
