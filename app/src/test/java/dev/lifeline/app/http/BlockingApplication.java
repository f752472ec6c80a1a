package dev.lifeline.app.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Application with calls that hang until the test releases them, and that return the name of their thread. */
final class BlockingApplication extends Application {
    final AtomicInteger entered = new AtomicInteger();
    final CountDownLatch released = new CountDownLatch(1);
    private final boolean projects;

    BlockingApplication() {
        this(false);
    }

    private BlockingApplication(boolean projects) {
        this.projects = projects;
    }

    @Override
    @SuppressWarnings("deprecation") // The newer ways need a container for injection.
    public Set<Object> getSingletons() {
        return projects ? Set.of(new Resource(this), new Projects(this)) : Set.of(new Resource(this));
    }

    /** Returns an application whose list of projects hangs, too. */
    static BlockingApplication withProjects() {
        return new BlockingApplication(true);
    }

    private String block() {
        entered.incrementAndGet();
        try {
            released.await();
            return "released";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    /** The list of projects; public, because Jersey calls it by reflection. */
    @Path("api/projects")
    public static final class Projects {
        private final BlockingApplication application;

        Projects(BlockingApplication application) {
            this.application = application;
        }

        @GET
        public String list() {
            return application.block();
        }
    }

    /** The resource; public, because Jersey calls it by reflection. */
    @Path("/")
    public static final class Resource {
        private final BlockingApplication application;

        Resource(BlockingApplication application) {
            this.application = application;
        }

        @GET
        @Path("api/blocked")
        public String blocked() {
            return application.block();
        }

        @GET
        @Path("api/health/database")
        public String database() {
            return application.block();
        }

        @GET
        @Path("api/monitoring/events")
        public String events() {
            return application.block();
        }

        @GET
        public String page() {
            return Thread.currentThread().getName();
        }

        @GET
        @Path("assets/{file}")
        public String asset() {
            return Thread.currentThread().getName();
        }

        @GET
        @Path("health/live")
        public String live() {
            return Thread.currentThread().getName();
        }

        @GET
        @Path("metrics")
        public String metrics() {
            return large();
        }

        @GET
        @Path("api/large")
        public String large() {
            return "x".repeat(10_000_000);
        }

        @GET
        @Path("api/medium")
        public String medium() {
            return "x".repeat(500_000);
        }

        @GET
        @Path("api/host")
        public String host(@HeaderParam("Host") String host) {
            return host;
        }

        @GET
        @Path("api/late")
        public String late() {
            application.block();
            return large();
        }

        @POST
        @Path("api/created")
        public Response created() {
            return Response.created(URI.create("/api/created/1")).build();
        }

        @GET
        @Path("api/thread")
        public String thread() throws ReflectiveOperationException {
            Thread thread = Thread.currentThread();
            Object virtual = Runtime.version().feature() < 21
                    ? false
                    : Thread.class.getMethod("isVirtual").invoke(thread);
            return thread.getName() + " virtual=" + virtual;
        }

        @POST
        @Path("api/echo")
        public String echo(String body) {
            return body;
        }

        @GET
        @Path("api/broken")
        public String broken() {
            throw new IllegalStateException("a secret of the inside");
        }
    }
}
