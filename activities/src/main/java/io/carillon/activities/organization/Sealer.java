package io.carillon.activities.organization;

/**
 * Encrypts secrets at rest with the installation's key: carrier credentials, signing secrets. What
 * was sealed by one process of the installation is opened by every other.
 */
public interface Sealer {
    /** The secret, encrypted and authenticated; sealing the same twice gives different bytes. */
    byte[] seal(byte[] secret);

    /**
     * @throws IllegalStateException when it was sealed with another key or was changed; trying
     *     again does not help
     */
    byte[] open(byte[] sealed);
}
