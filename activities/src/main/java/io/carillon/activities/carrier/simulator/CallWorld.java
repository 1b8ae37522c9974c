package io.carillon.activities.carrier.simulator;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;

/** What a simulated call needs from around it. */
interface CallWorld {
    /** How long a stretch of carrier time lasts for the world. */
    double realSeconds(long ms);

    /** Who has a number that a call is transferred to. */
    Persona personaAt(String number);

    void transferred(SimulatedCall call, String number, Persona persona);

    /** Null: nothing is charged. */
    @Nullable BigDecimal pricePerMinute();

    void tell(SimulatedCall call, String kind, Map<String, Object> facts);
}
