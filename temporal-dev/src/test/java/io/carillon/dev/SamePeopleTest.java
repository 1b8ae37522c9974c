package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SamePeopleTest {
    @Test
    void haveOtherNumbersOnEachCarrierAndTheSameLastDigits(@TempDir Path folder)
            throws IOException {
        var people = new SamePeople(List.of("00", "45"), 21);

        List<String> here = Files.readAllLines(people.simulated(folder));
        List<String> there = Files.readAllLines(people.elsewhere(folder));

        assertThat(here).hasSize(22).startsWith("phone,first_name", "+12025550000,Ada");
        assertThat(there).doesNotHaveDuplicates().doesNotContainAnyElementsOf(here.subList(1, 22));
        assertThat(here.get(21)).isEqualTo("+12025550100,Ada");
        assertThat(there.get(2)).isEqualTo("+12025551045,Ada");
    }

    @Test
    void areComparedExceptForWhatIsDocumented() {
        Map<String, String> here = SamePeople.told(List.of(row("+12025550000", "reached")));
        Map<String, String> same = SamePeople.told(List.of(row("+12025551000", "reached")));
        Map<String, String> other = SamePeople.told(List.of(row("+12025551000", "exhausted")));
        Map<String, String> documented = Map.of("00", "exhausted 1 - - - -");

        assertThat(SamePeople.wrong(here, same, Map.of())).isEmpty();
        assertThat(SamePeople.wrong(here, other, documented)).isEmpty();
        assertThat(SamePeople.wrong(here, other, Map.of())).hasSize(1);
        assertThat(SamePeople.wrong(here, same, documented)).hasSize(1);
        assertThat(SamePeople.wrong(here, Map.of(), Map.of())).hasSize(1);
    }

    private static Map<String, String> row(String phone, String outcome) {
        return Map.of("phone", phone, "outcome", outcome, "attempts", "1");
    }
}
