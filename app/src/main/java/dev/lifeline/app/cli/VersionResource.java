package dev.lifeline.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program. */
final class VersionResource implements IVersionProvider {
    private static final String RESOURCE = "/dev/lifeline/app/version.properties";

    @Override
    public String[] getVersion() throws IOException {
        var properties = new Properties();
        try (InputStream resource = VersionResource.class.getResourceAsStream(RESOURCE)) {
            properties.load(resource);
        }
        return new String[] {"Lifeline " + properties.getProperty("version")};
    }
}
