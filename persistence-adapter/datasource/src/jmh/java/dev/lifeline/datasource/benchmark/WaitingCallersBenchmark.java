package dev.lifeline.datasource.benchmark;

import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time from the opening of the gate until the last waiting caller has passed, with platform threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class WaitingCallersBenchmark {
    private final CallerGate gate = Parts.closedGate();

    @Param({"50", "500", "5000"})
    private int callers;

    private CountDownLatch toGo;
    private List<Thread> waiting;

    @Setup(Level.Invocation)
    public void gather() {
        gate.close(FailureReason.CONNECTION_LOST);
        toGo = new CountDownLatch(callers);
        waiting = Stream.generate(() -> new Thread(this::passAndGo))
                .limit(callers)
                .toList();
        waiting.forEach(Thread::start);
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> waiting.stream().allMatch(caller -> caller.getState() == Thread.State.TIMED_WAITING));
    }

    private void passAndGo() {
        try {
            gate.pass();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            toGo.countDown();
        }
    }

    @Benchmark
    public void release() throws InterruptedException {
        gate.open();
        toGo.await();
    }

    @TearDown(Level.Invocation)
    public void end() throws InterruptedException {
        for (Thread caller : waiting) {
            caller.join();
        }
    }
}
