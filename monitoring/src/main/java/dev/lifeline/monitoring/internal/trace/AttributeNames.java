package dev.lifeline.monitoring.internal.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Locale;

/** Names of attributes: those of OpenTelemetry's semantic conventions, or Lifeline's where there are none. */
final class AttributeNames {
    static final AttributeKey<String> DB_SYSTEM_NAME = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> DB_OPERATION_NAME = AttributeKey.stringKey("db.operation.name");
    static final AttributeKey<String> DB_COLLECTION_NAME = AttributeKey.stringKey("db.collection.name");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> HTTP_REQUEST_METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> HTTP_RESPONSE_STATUS_CODE = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
    static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");

    static final AttributeKey<Long> FAILED_ATTEMPTS = AttributeKey.longKey("lifeline.failed_attempts");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("lifeline.attempt");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("lifeline.reason");
    static final AttributeKey<String> WAIT_FOR = AttributeKey.stringKey("lifeline.wait.for");
    static final AttributeKey<Double> WAIT_SECONDS = AttributeKey.doubleKey("lifeline.wait.seconds");
    static final AttributeKey<Boolean> WAIT_IN_VAIN = AttributeKey.booleanKey("lifeline.wait.in_vain");
    static final AttributeKey<Boolean> COMMITTED = AttributeKey.booleanKey("lifeline.committed");

    private AttributeNames() {}

    /** Returns the label of an enum value, as in the metrics. */
    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
