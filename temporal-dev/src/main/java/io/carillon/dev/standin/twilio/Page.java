package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Form;
import io.carillon.dev.standin.Request;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One page of a list, as twilio.com/docs/usage/twilios-response, "Paging", has it: 50 unless
 * PageSize says so, 1,000 at most, the next one by the address that is given with it. The token
 * names the last one seen, so calls that come meanwhile move nothing.
 */
final class Page {
    private Page() {}

    /**
     * @param name of the member that holds the list
     * @param sid of an item
     * @param shown an item as it is written
     */
    static <T> Answer of(
            Request request,
            String name,
            List<T> all,
            Function<T, String> sid,
            Function<T, ?> shown) {
        Fields fields = new Fields(request.query());
        int size = fields.whole("PageSize", 50, 1, 1000);
        int page = fields.whole("Page", 0, 0, 1_000_000);
        int from = begin(all, sid, fields.text("PageToken"), page * (long) size);
        List<T> part = all.subList(from, Math.min(from + size, all.size()));
        boolean more = from + part.size() < all.size();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("first_page_uri", address(request, size, 0, null));
        answer.put("end", Math.max(0, page * size + part.size() - 1));
        answer.put(
                "next_page_uri",
                more ? address(request, size, page + 1, sid.apply(part.getLast())) : null);
        answer.put("page", page);
        answer.put("page_size", size);
        answer.put("previous_page_uri", page > 0 ? address(request, size, page - 1, null) : null);
        answer.put("start", page * size);
        answer.put("uri", address(request, size, page, fields.text("PageToken")));
        answer.put(name, part.stream().map(shown).toList());
        return Answer.json(200, answer);
    }

    private static <T> int begin(
            List<T> all, Function<T, String> sid, @Nullable String token, long otherwise) {
        if (token != null && token.startsWith("PA")) {
            for (int i = 0; i < all.size(); i++) {
                if (token.substring(2).equals(sid.apply(all.get(i)))) {
                    return i + 1;
                }
            }
        }
        return (int) Math.min(otherwise, all.size());
    }

    private static String address(Request request, int size, int page, @Nullable String lastSeen) {
        Map<String, String> query = new LinkedHashMap<>();
        request.query().forEach((name, values) -> query.put(name, values.getFirst()));
        query.put("PageSize", Integer.toString(size));
        query.put("Page", Integer.toString(page));
        query.remove("PageToken");
        if (lastSeen != null) {
            query.put("PageToken", lastSeen.startsWith("PA") ? lastSeen : "PA" + lastSeen);
        }
        return request.path() + "?" + Form.write(query);
    }
}
