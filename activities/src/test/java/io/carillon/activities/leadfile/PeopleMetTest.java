package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.imports.ImportStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class PeopleMetTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final ImportBench bench = new ImportBench(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void knowsWhomItMetAsLongAsNobodyElseAddsLeads() {
        PeopleMet people = PeopleMet.inEmptyCampaign();

        assertThat(people.mayBeKnown(0).test("p:+12025550100")).isFalse();
        people.meet(List.of("p:+12025550100"), 0, 1);

        assertThat(people.mayBeKnown(1).test("p:+12025550100")).isTrue();
        assertThat(people.mayBeKnown(1).test("p:+12025550101")).isFalse();
        assertThat(people.mayBeKnown(2).test("p:+12025550101")).isTrue();
        people.meet(List.of(), 2, 0);
        assertThat(people.mayBeKnown(2).test("p:+12025550101")).isTrue();
    }

    @Test
    void takesFewStrangersForAcquaintances() {
        PeopleMet people = PeopleMet.inEmptyCampaign();
        List<String> met =
                IntStream.range(0, 200_000).mapToObj(i -> "p:+1202%07d".formatted(i)).toList();
        people.meet(met, 0, met.size());

        long mistaken =
                IntStream.range(200_000, 400_000)
                        .filter(i -> people.mayBeKnown(200_000).test("p:+1202%07d".formatted(i)))
                        .count();

        assertThat(met).allMatch(people.mayBeKnown(200_000));
        assertThat(mistaken).isLessThan(2_000);
    }

    @Test
    void aLeadThatBecameSomebodyOfTheFileMeanwhileIsNotDoubled() {
        ImportStart start = bench.upload(campaign, people(2_500));
        bench.read(start, () -> false);

        rows.update(
                "UPDATE leads SET phones = ARRAY['+12025551999'], person_key = 'p:+12025551999'"
                        + " WHERE phones[1] = '+12025550000' AND campaign_id = :campaign AND organization_id = :organization",
                Map.of("campaign", campaign.campaign().value()));
        ImportRow done = bench.read(start, () -> true);

        assertThat(done.counts())
                .isEqualTo(new ImportCounts(2_499, 0, 1, 0, 0, Map.of(), Map.of()));
        assertThat(bench.leads(rows, campaign, "phones[1]")).doesNotHaveDuplicates().hasSize(2_499);
    }

    @Test
    void aLeadThatComesFromElsewhereMeanwhileIsNotDoubled() {
        ImportStart start = bench.upload(campaign, people(2_500));
        bench.read(start, () -> false);

        rows.update(
                """
                WITH counted AS (
                    UPDATE campaigns SET leads_total = leads_total + 1 WHERE id = :campaign)
                INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, due_at)
                VALUES (gen_random_uuid(), :organization, :campaign, 'p:+12025551999', '{+12025551999}', carillon_now())
                """,
                Map.of("campaign", campaign.campaign().value()));
        ImportRow done = bench.read(start, () -> true);

        assertThat(done.counts())
                .isEqualTo(new ImportCounts(2_499, 1, 0, 0, 0, Map.of(), Map.of()));
        assertThat(bench.leads(rows, campaign, "phones[1]")).doesNotHaveDuplicates().hasSize(2_500);
    }

    private static byte[] people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "+1202555%04d,Person %d\n".formatted(i, i))
                .collect(Collectors.joining("", "phone,name\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }
}
