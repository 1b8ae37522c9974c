package io.carillon.activities.leadfile;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Mappings by the set of column names they were given for: order and case do not matter. */
final class RememberedMappings {
    private static final String FIND =
            """
            SELECT mapping, import_id
            FROM lead_file_mappings
            WHERE organization_id = :organization
              AND headers_hash = :hash
            """;

    private static final String REMEMBER =
            """
            INSERT INTO lead_file_mappings (organization_id, headers_hash, mapping, import_id, confirmed_at)
            VALUES (:organization, :hash, :mapping::jsonb, :import, carillon_now())
            ON CONFLICT ON CONSTRAINT lead_file_mappings_pk
            DO UPDATE SET
                mapping = excluded.mapping,
                import_id = excluded.import_id,
                confirmed_at = excluded.confirmed_at
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> MAPPING = new TypeReference<>() {};

    private final Transactions transactions;

    RememberedMappings(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * @param head beginning of the file
     * @param given null: the request says nothing; an empty one asks for a guess
     */
    ChosenMapping choose(
            OrganizationId organization, byte[] head, @Nullable Map<String, String> given) {
        if (given != null) {
            return given.isEmpty()
                    ? ChosenMapping.GUESSED
                    : new ChosenMapping(given, ChosenMapping.Source.REQUEST, null);
        }
        byte[] hash = hash(headers(head));
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(FIND)
                                .param("organization", organization.value())
                                .param("hash", hash)
                                .query(
                                        (row, n) ->
                                                new ChosenMapping(
                                                        JSON.readValue(
                                                                row.getString("mapping"), MAPPING),
                                                        ChosenMapping.Source.REMEMBERED,
                                                        new ImportId(
                                                                row.getObject(
                                                                        "import_id", UUID.class))))
                                .optional()
                                .filter(found -> !found.mapping().isEmpty())
                                .orElse(ChosenMapping.GUESSED));
    }

    private static List<String> headers(byte[] head) {
        try (LeadFile file = LeadFile.openAnyway(new ByteArrayInputStream(head), Map.of())) {
            return file.columns().headers();
        } catch (IOException broken) {
            throw new LeadFileRefused("FILE_BROKEN", "the file is damaged: " + broken.getMessage());
        }
    }

    /** Within the current transaction; an empty mapping makes the next file be guessed. */
    void remember(ImportRow row, Map<String, String> given) {
        transactions
                .jdbc()
                .sql(REMEMBER)
                .param("organization", row.organization().value())
                .param("hash", hash(row.headers()))
                .param("mapping", JSON.writeValueAsString(given))
                .param("import", row.id().value())
                .update();
    }

    private static byte[] hash(List<String> headers) {
        String names =
                headers.stream()
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining("\n"));
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(names.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
