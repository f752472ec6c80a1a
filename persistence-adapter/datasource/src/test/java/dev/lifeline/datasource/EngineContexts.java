package dev.lifeline.datasource;

import dev.lifeline.datasource.internal.recovery.EngineContext;
import java.util.function.UnaryOperator;

/** Gives tests of other modules access to the clocks and limits of a data source. */
public final class EngineContexts {

    private EngineContexts() {}

    /** Changes the clocks and limits of a data source before it opens. */
    public static LifelineDataSourceBuilder change(
            LifelineDataSourceBuilder builder, UnaryOperator<EngineContext> change) {
        return builder.context(change);
    }
}
