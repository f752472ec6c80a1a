package dev.lifeline.examples.spring;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.proxy.PacketFilter;
import java.time.Duration;
import java.util.Random;

/** Faults of the database and of the network. */
enum Fault {
    RESTART {
        @Override
        void strike(Site site) {
            site.primary().stop();
            site.primary().start();
        }
    },
    FROZEN_FOR_8_S {
        @Override
        void strike(Site site) {
            site.primary().freeze();
            lasts(Duration.ofSeconds(8));
            site.primary().thaw();
        }
    },
    KILLED_FOR_6_S {
        @Override
        void strike(Site site) {
            killedFor(site, Duration.ofSeconds(6));
        }
    },
    PACKETS_HELD_BACK_FOR_12_S {
        @Override
        void strike(Site site) {
            site.proxy().holdEverything();
            lasts(Duration.ofSeconds(12));
            site.proxy().heal();
        }
    },
    PACKETS_DROPPED_FOR_12_S {
        @Override
        void strike(Site site) {
            try (PacketFilter dropping = PacketFilter.dropping(site.proxy().port())) {
                lasts(Duration.ofSeconds(12));
            }
        }
    },
    SESSIONS_TERMINATED {
        @Override
        void strike(Site site) {
            site.primary().terminateSessions();
        }
    },
    SESSIONS_TERMINATED_EVERY_HALF_SECOND {
        @Override
        void strike(Site site) {
            for (int i = 0; i < 20; i++) {
                site.primary().terminateSessions();
                lasts(Duration.ofMillis(500));
            }
        }
    },
    FLOWS_DEAD {
        @Override
        void strike(Site site) {
            site.proxy().loseReplies();
        }
    },
    KILLED_FOR_20_S {
        @Override
        void strike(Site site) {
            killedFor(site, Duration.ofSeconds(20));
        }
    },
    SCHEMA_CHANGED {
        @Override
        void strike(Site site) {
            for (int i = 0; i < 10; i++) {
                site.primary().execute("alter table entry add column extra" + i + " int");
                site.primary()
                        .execute("alter table entry alter column account type " + (i % 2 == 0 ? "bigint" : "int"));
                lasts(Duration.ofMillis(200));
            }
        }
    },
    CRASHES_AMONG_COMMITS {
        @Override
        int writesPerSecond() {
            return 100;
        }

        @Override
        boolean mayTakeKeysBack() {
            return true;
        }

        @Override
        void strike(Site site) {
            for (int seed = 1; seed <= 3; seed++) {
                lasts(Duration.ofMillis(500 + new Random(seed).nextInt(1000)));
                site.primary().kill();
                site.primary().start();
                site.awaitMoreRequests();
            }
        }
    },
    FAILOVER {
        @Override
        boolean needsStandby() {
            return true;
        }

        @Override
        void strike(Site site) {
            site.primary().kill();
            site.promoteStandby();
        }
    },
    SWITCHOVER {
        @Override
        boolean needsStandby() {
            return true;
        }

        @Override
        void strike(Site site) {
            site.primary().stop();
            site.promoteStandby();
        }
    };

    abstract void strike(Site site);

    int writesPerSecond() {
        return 20;
    }

    /**
     * Returns whether a sequence may fall back: another transaction may then commit with a generated key that a lost
     * one has shown to its caller, which gets 40001.
     */
    boolean mayTakeKeysBack() {
        return false;
    }

    boolean needsStandby() {
        return false;
    }

    private static void killedFor(Site site, Duration length) {
        site.primary().kill();
        lasts(length);
        site.primary().start();
    }

    /** Waits for the whole length of the fault. */
    private static void lasts(Duration length) {
        await().pollDelay(length).atMost(length.plusSeconds(30)).until(() -> true);
    }
}
