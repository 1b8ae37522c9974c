package io.carillon.activities.lead;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Erases a person from everything that is told of them, in the caller's transaction. What happened
 * (that there was a call, how it ended, what it cost) stays. Uploaded files are not rewritten:
 * those whose imports have ended are deleted, and one that is being read is when it has ended.
 */
final class PersonEraser {
    // 999 is no country's code (ITU-T E.164, reserved): shaped like a number, reaching nobody.
    private static final String NOBODY = "+9990000000";

    private static final String REMEMBER =
            """
            INSERT INTO erased_numbers (organization_id, hash, created_at)
            SELECT :organization, erasure_hash(phone), carillon_now()
            FROM leads, unnest(phones) phone
            WHERE id = :id
            ON CONFLICT DO NOTHING
            """;

    private static final String FORGET_SUPPRESSIONS =
            """
            DELETE FROM suppressions
            WHERE organization_id = :organization
              AND number IN (SELECT unnest(phones) FROM leads WHERE id = :id)
            """;

    private static final String LEAD =
            """
            UPDATE leads
            SET phones = ARRAY[:nobody],
                phone_index = 0,
                person_key = 'e:' || id,
                external_id = NULL,
                variables = '{}',
                answers = '{}',
                time_zones = '{}',
                zone_source = 'unknown'
            WHERE id = :id
            """;

    private static final String RECORDINGS =
            """
            DELETE FROM blobs
            WHERE organization_id = :organization
              AND id IN (SELECT recording_blob_id FROM calls WHERE lead_id = :id)
            """;

    // What a call was dialed with holds values of variables; nobody asks for it behind the end.
    private static final String CALLS =
            """
            UPDATE calls
            SET to_number = :nobody,
                variables = '{}',
                answers = '{}',
                dialed_with = CASE WHEN result IS NULL THEN dialed_with END,
                script_kept = CASE WHEN result IS NULL THEN script_kept END,
                notes = NULL,
                recording_blob_id = NULL
            WHERE lead_id = :id
            RETURNING id
            """;

    private static final String NEWS =
            "UPDATE carrier_news SET payload = '{}' WHERE call_id = ANY (:calls::uuid[])";

    private static final String FILES =
            """
            DELETE FROM blobs
            WHERE organization_id = :organization
              AND id IN (
                SELECT blob_id
                FROM imports
                WHERE organization_id = :organization
                  AND blob_id IS NOT NULL
                  AND status NOT IN ('queued', 'running'))
            """;

    // A refused row writes its number in any shape, or wrongly and something else about the person
    // rightly. One that is emptied without need has lost an example of a mistake, no more. No index
    // could find it without reading every cell of every import once more: the organization's
    // imports lead to its own rows, of which there are few, and those are read.
    private static final String REFUSED_ROWS =
            """
            UPDATE import_errors
            SET cells = '{}'
            WHERE import_id IN (SELECT id FROM imports WHERE organization_id = :organization)
              AND organization_id = :organization
              AND cells <> '{}'
              AND EXISTS (
                SELECT
                FROM unnest(cells) cell
                WHERE lower(btrim(cell)) = ANY (:marks::text[])
                   OR EXISTS (
                    SELECT
                    FROM unnest(:numbers::text[]) number
                    WHERE right(regexp_replace(cell, '[^0-9]', '', 'g'), length(number)) = number))
            """;

    private static final String MARKS =
            """
            SELECT lower(mark)
            FROM leads, unnest(ARRAY[external_id, variables->>'external_id', variables->>'email']) mark
            WHERE id = :id
              AND btrim(mark) <> ''
            """;

    private static final String EVENTS =
            """
            UPDATE events
            SET data = data - ARRAY['to', 'phone', 'phones', 'external_id', 'answers', 'variables', 'digits', 'notes', 'text']
            WHERE organization_id = :organization
              AND subject_id = ANY (:subjects::text[])
            """;

    private final Transactions transactions;

    PersonEraser(Transactions transactions) {
        this.transactions = transactions;
    }

    void erase(OrganizationId organization, LeadId id) {
        run(REMEMBER, organization, id);
        run(FORGET_SUPPRESSIONS, organization, id);
        run(RECORDINGS, organization, id);
        run(FILES, organization, id);
        forgetRefusedRows(organization, id);
        List<UUID> calls =
                transactions
                        .jdbc()
                        .sql(CALLS)
                        .param("nobody", NOBODY)
                        .param("id", id.value())
                        .query(UUID.class)
                        .list();
        run(LEAD, organization, id);
        transactions
                .jdbc()
                .sql(NEWS)
                .param("calls", calls.stream().map(UUID::toString).toArray(String[]::new))
                .update();
        var subjects = new ArrayList<>(List.of(id.toString()));
        calls.forEach(call -> subjects.add(new CallId(call).toString()));
        transactions
                .jdbc()
                .sql(EVENTS)
                .param("organization", organization.value())
                .param("subjects", subjects.toArray(String[]::new))
                .update();
    }

    private void forgetRefusedRows(OrganizationId organization, LeadId id) {
        transactions
                .jdbc()
                .sql(REFUSED_ROWS)
                .param("organization", organization.value())
                .param("marks", texts(MARKS, id))
                .param(
                        "numbers",
                        Stream.of(texts("SELECT unnest(phones) FROM leads WHERE id = :id", id))
                                .map(PersonEraser::national)
                                .toArray(String[]::new))
                .update();
    }

    private String[] texts(String sql, LeadId id) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("id", id.value())
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    /** Without the country's code, as people write it at home. */
    private static String national(String e164) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            return numbers.getNationalSignificantNumber(numbers.parse(e164, null));
        } catch (NumberParseException noCountry) {
            return e164.substring(1);
        }
    }

    private void run(String sql, OrganizationId organization, LeadId id) {
        transactions
                .jdbc()
                .sql(sql)
                .param("organization", organization.value())
                .param("nobody", NOBODY)
                .param("id", id.value())
                .update();
    }
}
