package dev.lifeline.testing.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Random texts for a parser: valid ones, which are damaged in up to eight places with parts of the language and with
 * any characters. {@code -Dlifeline.random.count=1000000 -Dlifeline.random.seed=7} for a longer run. Confined to one
 * thread.
 */
public final class RandomTexts {
    private static final int COUNT = Integer.getInteger("lifeline.random.count", 2_000);
    private static final long SEED = Long.getLong("lifeline.random.seed", 20_261_130L);
    private static final int MOST_CHANGES = 8;
    private static final int MOST_REPEATS = 200;
    private static final int MOST_LENGTH = 20_000;
    private static final int CHARACTERS = 0x300;

    /** Limit of the processor time for one text; more than the compilation of code that is called first. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Random random = new Random(SEED);
    private final List<String> valid;
    private final List<String> parts;

    private RandomTexts(List<String> valid, List<String> parts) {
        this.valid = List.copyOf(valid);
        this.parts = List.copyOf(parts);
    }

    /** Returns texts made of the valid ones and of the parts. */
    public static RandomTexts of(List<String> valid, String... parts) {
        return new RandomTexts(valid, List.of(parts));
    }

    /**
     * Runs the check with each text. A failure shows the seed, the number of the text, and the text.
     *
     * @param check throws nothing, and takes less than two seconds of processor time
     */
    public void check(Consumer<String> check) {
        var threads = ManagementFactory.getThreadMXBean();
        for (int number = 0; number < COUNT; number++) {
            String text = next();
            String input = "seed " + SEED + ", text " + number + ": " + text;
            long begun = threads.getCurrentThreadCpuTime();
            try {
                check.accept(text);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(input, e);
            }
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun))
                    .as(input)
                    .isLessThan(LIMIT);
        }
    }

    private String next() {
        var text = new StringBuilder(one(valid));
        int changes = random.nextInt(MOST_CHANGES + 1);
        for (int i = 0; i < changes; i++) {
            change(text);
        }
        text.setLength(Math.min(text.length(), MOST_LENGTH));
        return text.toString();
    }

    private void change(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, text.substring(from, to).repeat(random.nextInt(MOST_REPEATS)));
            case 2 -> text.insert(from, one(parts).repeat(random.nextInt(MOST_REPEATS)));
            case 3 -> text.insert(from, (char) random.nextInt(CHARACTERS));
            case 4 -> text.replace(from, to, one(parts));
            default -> text.insert(from, one(valid));
        }
    }

    private String one(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
