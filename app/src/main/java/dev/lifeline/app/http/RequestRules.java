package dev.lifeline.app.http;

import dev.lifeline.app.http.guard.RequestGuard;
import dev.lifeline.app.http.limit.OverloadProtection;

/**
 * Rules that a request has to meet before the application sees it.
 *
 * @param guard for the request itself
 * @param protection for all requests together
 */
record RequestRules(RequestGuard guard, OverloadProtection protection) {}
