package dev.lifeline.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Version of the program, written by the build. */
public final class VersionResource implements IVersionProvider {
    private static final String RESOURCE = "/dev/lifeline/app/version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {"Lifeline " + ofThisProgram()};
    }

    /** Returns a version such as {@code 1.0.0}. */
    public static String ofThisProgram() {
        var properties = new Properties();
        try (InputStream resource = VersionResource.class.getResourceAsStream(RESOURCE)) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("The program lacks a part of itself", e);
        }
        return properties.getProperty("version");
    }
}
