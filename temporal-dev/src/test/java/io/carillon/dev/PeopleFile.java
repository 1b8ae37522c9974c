package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lead files of people who all answer, the longest calls there are; no number comes twice. */
final class PeopleFile {
    private static final int NUMBERS = 3_000_000;

    /** More than anybody calls in one run. */
    private static final int ROOM = 100_000;

    private int numbers;

    PeopleFile() {
        this(0);
    }

    /**
     * @param first of the numbers there are
     */
    PeopleFile(int first) {
        this.numbers = first;
    }

    /** Others for every seed. */
    static PeopleFile seeded(long seed) {
        return new PeopleFile((int) Math.floorMod(seed * 7919, (long) NUMBERS - ROOM));
    }

    /** Reads so many into the campaign. */
    void upload(BenchCampaign campaign, int leads, Findings findings)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("leads", ".csv");
        try {
            Files.write(file, lines(leads));
            FollowedImport read = campaign.upload(file, findings);
            while (!read.look().over()) {
                Thread.sleep(100);
            }
        } finally {
            Files.delete(file);
        }
    }

    private List<String> lines(int leads) {
        var lines = new ArrayList<String>(List.of("phone,first_name"));
        for (int i = 0; i < leads; i++) {
            lines.add(
                    "+1212%03d%02d%02d,Ada"
                            .formatted(200 + numbers / 4000, numbers / 40 % 100, numbers % 40));
            numbers++;
        }
        return lines;
    }
}
