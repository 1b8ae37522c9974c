package io.carillon.activities.simulation;

import io.carillon.activities.simulation.Subjects.Account;
import io.carillon.activities.simulation.Subjects.CallerId;
import io.carillon.activities.simulation.Subjects.Campaign;
import io.carillon.activities.simulation.Subjects.Lead;
import io.carillon.activities.simulation.Subjects.Phone;
import io.carillon.workflows.campaign.CampaignStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One to four weeks in a world of its own: who is there at the start, and what people do then. */
final class Weeks {
    /** Campaigns that meet at numbers, accounts and caller ids; single calls besides. */
    static final int CAMPAIGNS = 3;

    private final Draw draw;
    private final World world;
    private final Instant start;
    private final Duration length;
    private final List<Phone> phones;

    private Weeks(long seed) {
        draw = new Draw(new Random(seed));
        start = draw.start();
        length = Duration.ofDays(7L * draw.between(1, 4));
        world = new World(draw, start);
        phones = draw.phones();
    }

    static World run(long seed) {
        var weeks = new Weeks(seed);
        weeks.begin();
        weeks.people();
        weeks.world.clock.runUntil(weeks.start.plus(weeks.length));
        weeks.world.finish();
        return weeks.world;
    }

    private void begin() {
        limitOrganization();
        for (int i = draw.between(1, 2); i > 0; i--) {
            var account = new Account(world.id());
            account.callsPerSecond = draw.callsPerSecond();
            account.maxConcurrent = draw.oneIn(4) ? 1 : draw.between(2, 20);
            account.real = draw.oneIn(2);
            world.accounts.add(account);
            world.book.account(account, start);
        }
        for (int i = 0; i < draw.between(1, 3); i++) {
            var callerId = new CallerId(world.id(), "+1202555011" + i);
            limit(callerId);
            world.callerIds.add(callerId);
            world.book.callerId(callerId, start);
        }
        for (int i = 0; i < CAMPAIGNS; i++) {
            campaign(false);
        }
        campaign(true);
    }

    private void campaign(boolean direct) {
        var accounts = new ArrayList<>(world.accounts);
        Collections.shuffle(accounts, draw.random);
        boolean real = accounts.stream().anyMatch(account -> account.real);
        var campaign = new Campaign(world.id(), direct, draw.settings(start, direct, real));
        campaign.accounts = accounts;
        campaign.callerIds = direct ? world.callerIds : someCallerIds();
        if (!direct && draw.oneIn(3)) {
            campaign.status = CampaignStatus.SCHEDULED;
            campaign.startsAt = start.plus(draw.upTo(Duration.ofDays(3)));
        }
        if (!direct && draw.oneIn(4)) {
            Instant mended = start.plus(draw.upTo(Duration.ofHours(12)));
            world.clock.at(start, () -> withhold(campaign, mended));
        }
        if (!direct && draw.oneIn(3)) {
            campaign.endsAt = start.plus(draw.upTo(length));
        }
        world.campaigns.add(campaign);
        world.book.campaign(campaign, start);
        world.lookAt(campaign, start);
        for (int i = direct ? 0 : draw.between(3, 15); i > 0; i--) {
            lead(campaign);
        }
    }

    private void lead(Campaign campaign) {
        var its = new ArrayList<Phone>();
        its.add(draw.of(phones));
        if (draw.oneIn(3)) {
            its.add(draw.of(phones));
        }
        var lead =
                new Lead(
                        world.id(),
                        campaign,
                        false,
                        its.stream().distinct().toList(),
                        draw.column());
        lead.state = draw.state();
        lead.agreed = draw.agreed(world.clock.now());
        world.add(lead, world.clock.now());
    }

    private void single(Campaign direct) {
        var lead = new Lead(world.id(), direct, true, List.of(draw.of(phones)), null);
        Instant due = world.clock.now();
        if (draw.oneIn(3)) {
            due = due.plus(draw.upTo(Duration.ofDays(2)));
            lead.scheduledAt = due;
        }
        if (draw.oneIn(3)) {
            lead.expiresAt = due.plus(draw.upTo(Duration.ofDays(2)));
        }
        world.add(lead, due);
    }

    private void people() {
        for (int deeds = draw.between(5, 40); deeds > 0; deeds--) {
            world.clock.at(start.plus(draw.upTo(length)), this::deed);
        }
        for (int calls = draw.between(0, 15); calls > 0; calls--) {
            world.clock.at(start.plus(draw.upTo(length)), () -> single(world.campaigns.getLast()));
        }
    }

    private void deed() {
        Campaign campaign = world.campaigns.get(draw.random.nextInt(CAMPAIGNS));
        Instant later = world.clock.now().plus(draw.upTo(Duration.ofHours(draw.oneIn(5) ? 30 : 2)));
        switch (draw.random.nextInt(11)) {
            case 0 -> pause(campaign, later);
            case 1 -> edit(campaign);
            case 2 -> suppress(campaign, later);
            case 3 -> suspend(later);
            case 4 -> down(draw.of(world.accounts), later);
            case 5 -> unverify(draw.of(world.callerIds), later);
            case 6 -> {
                if (!campaign.over()) {
                    lead(campaign);
                }
            }
            case 7 -> {
                if (draw.oneIn(5) && !campaign.over()) {
                    world.switchTo(campaign, CampaignStatus.STOPPED);
                }
            }
            case 8 -> withhold(campaign, later);
            case 9 -> {
                if (!campaign.leads.isEmpty()) {
                    world.correct(draw.of(campaign.leads), draw.agreed(world.clock.now()));
                }
            }
            default -> {
                limitOrganization();
                world.limitsChanged();
            }
        }
    }

    private void pause(Campaign campaign, Instant until) {
        if (campaign.status == CampaignStatus.ACTIVE) {
            world.switchTo(campaign, CampaignStatus.PAUSED);
            world.clock.at(
                    until,
                    () -> {
                        if (campaign.status == CampaignStatus.PAUSED) {
                            world.switchTo(campaign, CampaignStatus.ACTIVE);
                        }
                    });
        }
    }

    /** What no campaign could be started with: its account became a real one later. */
    private void withhold(Campaign campaign, Instant until) {
        if (campaign.over()) {
            return;
        }
        if (draw.oneIn(2)) {
            campaign.discloses = false;
        } else {
            campaign.settings = draw.settings(world.clock.now(), false, false);
        }
        world.edited(campaign);
        world.clock.at(
                until,
                () -> {
                    campaign.discloses = true;
                    edit(campaign);
                });
    }

    private void edit(Campaign campaign) {
        if (!campaign.over()) {
            campaign.settings = draw.settings(world.clock.now(), false, campaign.real());
            campaign.callerIds = someCallerIds();
            world.edited(campaign);
        }
    }

    private void suppress(Campaign campaign, Instant until) {
        String number = draw.of(phones).number();
        boolean prefix = draw.oneIn(4);
        world.suppress(
                prefix ? number.substring(0, 8) : number,
                prefix,
                draw.oneIn(2) ? campaign : null,
                draw.oneIn(2) ? until : null);
    }

    private void suspend(Instant until) {
        if (world.organizationActive && draw.oneIn(3)) {
            world.organizationActive = false;
            writeOrganization();
            world.clock.at(
                    until,
                    () -> {
                        world.organizationActive = true;
                        writeOrganization();
                    });
        }
    }

    private void down(Account account, Instant until) {
        account.active = false;
        world.book.account(account, world.clock.now());
        world.clock.at(
                until,
                () -> {
                    account.active = true;
                    world.book.account(account, world.clock.now());
                });
    }

    private void unverify(CallerId callerId, Instant until) {
        callerId.verified = false;
        world.book.callerId(callerId, world.clock.now());
        world.clock.at(
                until,
                () -> {
                    callerId.verified = true;
                    world.book.callerId(callerId, world.clock.now());
                    world.limitsChanged();
                });
    }

    private void limit(CallerId callerId) {
        callerId.callsPerDay = draw.oneIn(3) ? draw.between(1, 10) : null;
        callerId.coolDown = draw.oneIn(3) ? Duration.ofSeconds(draw.between(1, 600)) : null;
    }

    private void limitOrganization() {
        world.organizationCallsPerDay = draw.oneIn(2) ? draw.between(3, 20) : null;
        world.callsPerNumber = draw.callsPerNumber();
        writeOrganization();
    }

    private void writeOrganization() {
        world.book.organization(
                world.organizationActive,
                world.organizationCallsPerDay,
                world.callsPerNumber,
                world.clock.now());
    }

    private List<CallerId> someCallerIds() {
        var some = new ArrayList<>(world.callerIds);
        Collections.shuffle(some, draw.random);
        return List.copyOf(some.subList(0, draw.between(1, some.size())));
    }
}
