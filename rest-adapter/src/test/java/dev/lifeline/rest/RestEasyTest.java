package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Issue 15, number 22: the REST interface on another implementation of Jakarta REST, below a path. */
class RestEasyTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ClassLoader before;
    private static URLClassLoader loader;
    private static IntSupplier service;

    @BeforeAll
    static void start() throws ReflectiveOperationException, IOException {
        before = Thread.currentThread().getContextClassLoader();
        loader = new URLClassLoader(withoutJersey(), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        service = (IntSupplier) loader.loadClass("dev.lifeline.rest.RestEasyService")
                .getConstructor()
                .newInstance();
    }

    /** Jakarta REST looks its implementation up on the class path, which must contain only one. */
    private static URL[] withoutJersey() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!path.contains("jersey") && !path.contains("grizzly")) {
                urls.add(new File(path).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    @AfterAll
    static void end() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        ((AutoCloseable) service).close();
        loader.close();
    }

    @Test
    void location_leads_to_the_new_project() throws Exception {
        HttpResponse<String> answer = post("first");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElse("");
        assertThat(location).startsWith("/ops/api/projects/");
        assertThat(get(location).body()).isEqualTo(answer.body());
    }

    @Test
    void link_leads_to_the_next_page() throws Exception {
        post("a-1");
        post("a-2");

        String link =
                get("/ops/api/projects?limit=1").headers().firstValue("Link").orElse("");

        assertThat(link).startsWith("</ops/api/projects?limit=1&after=").endsWith(">; rel=\"next\"");
        assertThat(get(link.substring(1, link.indexOf('>'))).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> post(String slug) throws IOException, InterruptedException {
        String body = "{\"slug\":\"" + slug + "\",\"name\":\"A\"}";
        return send(request("/ops/api/projects")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery));
    }

    private static HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.getAsInt() + pathAndQuery))
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
