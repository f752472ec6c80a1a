/** Clients and servers of HTTP on loopback. */
package dev.lifeline.testing.http;
