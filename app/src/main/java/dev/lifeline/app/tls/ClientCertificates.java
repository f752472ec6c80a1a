package dev.lifeline.app.tls;

import javax.net.ssl.SSLParameters;

/** Rule that decides which clients must present a certificate. A certificate that is presented must always be valid. */
public enum ClientCertificates {
    /** All clients, on both listeners. */
    REQUIRED,
    /** Clients of the listener for operators; others may present one. */
    ADMIN,
    /** None. */
    OPTIONAL;

    /** Makes an engine ask for a client certificate, or require one. */
    void applyTo(SSLParameters parameters, boolean isAdminListener) {
        if (this == REQUIRED || (this == ADMIN && isAdminListener)) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(true);
        }
    }
}
