package io.carillon.activities.process;

/**
 * How many threads of the machine carry the virtual ones. The JDK's default, one for each
 * processor, is too few where there are two: a virtual thread that loads a class, or waits for
 * another to do so, cannot leave its carrier (JEP 491, "remaining pinning"), and when all carriers
 * wait for one that has none, the process stands still for ever. It happens where many begin at
 * once to use what nobody has used yet: after a start under load.
 */
public final class VirtualThreads {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private static final int LEAST = 16;
    private static final int OF_EACH_PROCESSOR = 4;

    private VirtualThreads() {}

    /** To be called before the first virtual thread begins; whoever starts the JVM decides else. */
    public static void prepare() {
        if (System.getProperty(CARRIERS) == null) {
            int carriers =
                    Math.max(LEAST, OF_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());
            System.setProperty(CARRIERS, Integer.toString(carriers));
        }
    }
}
