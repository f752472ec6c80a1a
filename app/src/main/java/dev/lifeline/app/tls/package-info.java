/** TLS of the HTTP listeners: keys and certificates from PEM files, and their replacement while the service runs. */
@NullMarked
package dev.lifeline.app.tls;

import org.jspecify.annotations.NullMarked;
