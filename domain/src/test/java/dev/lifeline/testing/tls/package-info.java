/** Certificates, issued by openssl. */
package dev.lifeline.testing.tls;
