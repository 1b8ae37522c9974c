package io.carillon.activities.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the installation's pace is divided among campaigns that want more of it than there is. Pure.
 *
 * <p>First the campaigns of an account share its pace alike. Then organizations share the
 * installation's by weight, however many leads or campaigns they have; one that wants less than its
 * share gets what it wants and leaves the rest to the others (max-min fairness). Last each
 * organization's share is divided alike among its campaigns. Single calls come before an
 * organization's campaigns.
 */
final class Shares {
    /** Among an organization's own, single calls get what they want before campaigns get any. */
    private static final double FIRST = 1e6;

    private Shares() {}

    /** One that asks for a part of something scarce. */
    private record Wish(UUID who, double wants, double weight) {}

    /**
     * @param capacity the installation's calls per second
     * @return calls per second for each campaign, in the order of the demands
     */
    static Map<UUID, Double> of(List<Demand> demands, double capacity) {
        Map<UUID, Double> within = new LinkedHashMap<>();
        grouped(demands, Demand::account)
                .forEach(
                        campaigns ->
                                within.putAll(divided(campaigns, Map.of(), account(campaigns))));
        List<List<Demand>> owners = grouped(demands, Demand::organization);
        Map<UUID, Double> shares =
                filled(owners.stream().map(owner -> wish(owner, within)).toList(), capacity);
        Map<UUID, Double> answer = new LinkedHashMap<>();
        for (List<Demand> owner : owners) {
            double share = shares.getOrDefault(owner.getFirst().organization(), 0.0);
            answer.putAll(divided(owner, within, share));
        }
        return answer;
    }

    private static double account(List<Demand> campaigns) {
        return campaigns.getFirst().accountPace();
    }

    private static Wish wish(List<Demand> owner, Map<UUID, Double> within) {
        Demand any = owner.getFirst();
        double wants = owner.stream().mapToDouble(one -> wants(one, within)).sum();
        return new Wish(any.organization(), wants, any.weight());
    }

    private static double wants(Demand campaign, Map<UUID, Double> within) {
        return within.getOrDefault(campaign.campaign(), campaign.callsPerSecond());
    }

    /** Among campaigns of one owner: alike, single calls first. */
    private static Map<UUID, Double> divided(
            List<Demand> campaigns, Map<UUID, Double> within, double capacity) {
        return filled(
                campaigns.stream()
                        .map(
                                one ->
                                        new Wish(
                                                one.campaign(),
                                                wants(one, within),
                                                one.direct() ? FIRST : 1))
                        .toList(),
                capacity);
    }

    /** Everybody's level rises by weight until they have what they want or nothing is left. */
    private static Map<UUID, Double> filled(List<Wish> wishes, double capacity) {
        Map<UUID, Double> given = new LinkedHashMap<>();
        List<Wish> open = wishes;
        double left = capacity;
        while (!open.isEmpty()) {
            double level = left / open.stream().mapToDouble(Wish::weight).sum();
            List<Wish> content =
                    open.stream().filter(one -> one.wants() <= one.weight() * level).toList();
            if (content.isEmpty()) {
                open.forEach(one -> given.put(one.who(), one.weight() * level));
                return given;
            }
            content.forEach(one -> given.put(one.who(), one.wants()));
            left -= content.stream().mapToDouble(Wish::wants).sum();
            open = open.stream().filter(one -> one.wants() > one.weight() * level).toList();
        }
        return given;
    }

    private static List<List<Demand>> grouped(List<Demand> demands, Function<Demand, UUID> by) {
        return List.copyOf(
                demands.stream()
                        .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()))
                        .values());
    }
}
