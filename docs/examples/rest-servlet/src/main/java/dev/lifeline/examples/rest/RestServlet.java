package dev.lifeline.examples.rest;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.core.Application;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** RESTEasy's servlet in Undertow's servlet container. */
final class RestServlet {
    private RestServlet() {}

    static Undertow serve(Application application, String path, int port) throws ServletException {
        var rest = new ResteasyDeploymentImpl();
        rest.setApplication(application);
        DeploymentManager servlets = Servlets.defaultContainer()
                .addDeployment(Servlets.deployment()
                        .setClassLoader(RestServlet.class.getClassLoader())
                        .setDeploymentName("projects")
                        .setContextPath(path)
                        .addServletContextAttribute(ResteasyDeployment.class.getName(), rest)
                        .addServlet(Servlets.servlet("rest", HttpServlet30Dispatcher.class)
                                .setAsyncSupported(true) // for the event stream
                                .setLoadOnStartup(1)
                                .addMapping("/*")));
        servlets.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath(path, servlets.start()))
                .build();
        server.start();
        return server;
    }
}
