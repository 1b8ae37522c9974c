package io.carillon.activities.carrier;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The carriers of this installation, by name. */
public final class CarrierDrivers {
    private final Map<String, CarrierDriver> byName;

    public CarrierDrivers(List<CarrierDriver> drivers) {
        byName =
                drivers.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        CarrierDriver::carrier, Function.identity()));
    }

    public boolean has(String carrier) {
        return byName.containsKey(carrier);
    }

    /** The carriers that can do this. */
    public List<String> with(Capabilities.Feature feature) {
        return byName.values().stream()
                .filter(driver -> driver.capabilities().features().contains(feature))
                .map(CarrierDriver::carrier)
                .sorted()
                .toList();
    }

    public CarrierDriver driver(String carrier) {
        CarrierDriver driver = byName.get(carrier);
        if (driver == null) {
            throw new IllegalArgumentException("carrier " + carrier + " is not available");
        }
        return driver;
    }
}
