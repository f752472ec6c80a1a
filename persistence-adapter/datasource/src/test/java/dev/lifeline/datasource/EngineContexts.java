package dev.lifeline.datasource;

import dev.lifeline.datasource.internal.recovery.EngineContext;
import java.util.function.UnaryOperator;

/** Gives tests of other modules access to the clocks and bounds of a data source. */
public final class EngineContexts {

    private EngineContexts() {}

    /** Changes the clocks and bounds with which a data source will open. */
    public static LifelineDataSourceBuilder change(
            LifelineDataSourceBuilder builder, UnaryOperator<EngineContext> change) {
        return builder.context(change);
    }
}
