/** HTTP clients and servers on loopback. */
package dev.lifeline.testing.http;
