package dev.lifeline.rest.internal.page;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The files of the page: only those listed here. Safe for use by several threads. */
public final class PageFiles {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String DRAWING = "image/svg+xml";

    private static final String OURS = "dev/lifeline/rest/page/";
    private static final String UPLOT = "org.webjars.npm/uplot";

    private final PageFile page = PageFile.read(HTML, OURS + "index.html");
    private final Map<String, PageFile> assets;

    /**
     * Reads all files.
     *
     * @throws IllegalStateException if one is missing
     */
    public PageFiles() {
        String uplot = "META-INF/resources/webjars/uplot/" + versionOf(UPLOT) + "/dist/";
        assets = Stream.of(
                        ours(CSS, "status.css"),
                        ours(SCRIPT, "charts.js", "dom.js", "icon.js", "incidents.js", "link.js"),
                        ours(SCRIPT, "plots.js", "reconnect.js", "ribbon.js", "status.js", "tables.js", "words.js"),
                        ours(DRAWING, "icon-starting.svg", "icon-ok.svg", "icon-warn.svg", "icon-lost.svg"),
                        ours(DRAWING, "icon-gone.svg"),
                        Stream.of(
                                Map.entry("uplot.js", PageFile.read(SCRIPT, uplot + "uPlot.iife.min.js")),
                                Map.entry("uplot.css", PageFile.read(CSS, uplot + "uPlot.min.css"))))
                .flatMap(files -> files)
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<Map.Entry<String, PageFile>> ours(String mediaType, String... names) {
        return Stream.of(names).map(name -> Map.entry(name, PageFile.read(mediaType, OURS + name)));
    }

    /** Returns the version of a WebJar in the build; the files of a WebJar are in a folder named after its version. */
    private static String versionOf(String webJar) {
        String resource = "/META-INF/maven/" + webJar + "/pom.properties";
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The status page needs the WebJar " + webJar + " on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PageFile page() {
        return page;
    }

    Optional<PageFile> asset(String name) {
        return Optional.ofNullable(assets.get(name));
    }
}
