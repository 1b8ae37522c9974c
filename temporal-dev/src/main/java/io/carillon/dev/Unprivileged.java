package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. For root the server runs as nobody, or, where nobody cannot
 * reach the folder, in a user namespace of its own, in which root is nobody.
 *
 * @param prefix goes before the command; empty when we are not root
 * @param nobody whether files must belong to nobody
 */
record Unprivileged(List<String> prefix, boolean nobody) {
    private static final Unprivileged AS_WE_ARE = new Unprivileged(List.of(), false);
    private static final Unprivileged AS_NOBODY =
            new Unprivileged(
                    List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"), true);
    private static final Unprivileged IN_A_NAMESPACE =
            new Unprivileged(List.of("unshare", "-U"), false);

    // Containers forbid namespaces but leave root this capability: nobody gets past closed folders.
    private static final Unprivileged AS_NOBODY_PAST_FOLDERS =
            new Unprivileged(
                    List.of(
                            "setpriv",
                            "--reuid=nobody",
                            "--regid=65534",
                            "--clear-groups",
                            "--inh-caps=+dac_override",
                            "--ambient-caps=+dac_override"),
                    true);

    /** A way that can use the folder; data that exists decides by whom it is owned. */
    static Unprivileged choose(Path folder, Path data) throws InterruptedException, IOException {
        if (!Machine.root()) {
            return AS_WE_ARE;
        }
        boolean owned = Files.exists(data);
        boolean nobodys = owned && !Files.getOwner(data).getName().equals("root");
        for (Unprivileged way : List.of(AS_NOBODY, IN_A_NAMESPACE, AS_NOBODY_PAST_FOLDERS)) {
            if ((!owned || way.nobody == nobodys) && way.reaches(folder)) {
                return way;
            }
        }
        throw new CannotStart(
                "PostgreSQL does not run as root, and user nobody cannot reach "
                        + folder
                        + ": start as another user, or set CARILLON_HOME to a folder everyone can reach");
    }

    List<String> command(String... words) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(List.of(words));
        return whole;
    }

    /** Gives a file or folder to the user the server runs as. */
    void own(Path path) throws IOException {
        if (nobody) {
            Files.setOwner(
                    path,
                    path.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody"));
        }
    }

    private boolean reaches(Path folder) throws InterruptedException {
        return Machine.run(command("ls", folder.toString())).well();
    }
}
