/** Verification of JSON Web Tokens with the keys of their issuer. */
@NullMarked
package dev.lifeline.app.jwt;

import org.jspecify.annotations.NullMarked;
