/** Proxies in front of a server that lose, hold back or cut what passes. */
package dev.lifeline.testing.proxy;
