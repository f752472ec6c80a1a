package dev.lifeline.app.http;

/**
 * Rules that a request has to meet before the application sees it.
 *
 * @param guard for the request itself
 * @param protection for all requests together
 */
record RequestRules(RequestGuard guard, OverloadProtection protection) {}
