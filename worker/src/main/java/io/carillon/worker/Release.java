package io.carillon.worker;

import org.jspecify.annotations.Nullable;

/**
 * This release, as the Temporal server knows its workers: shown with each workflow in the Web UI.
 * Workers are not versioned by it; histories stay compatible instead.
 */
final class Release {
    /** {@code development} where nothing was packaged. */
    static final String ID = id(Release.class.getPackage().getImplementationVersion());

    private Release() {}

    private static String id(@Nullable String version) {
        return version == null ? "development" : version;
    }
}
