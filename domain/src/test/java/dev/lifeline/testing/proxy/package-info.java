/** Proxies that drop, hold back or cut traffic to a server. */
package dev.lifeline.testing.proxy;
