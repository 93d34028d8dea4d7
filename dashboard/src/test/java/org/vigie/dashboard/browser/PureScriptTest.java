package org.vigie.dashboard.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts that decide without a screen, called as functions. */
class PureScriptTest {
    private static Chromium chromium;
    private static FakeGateway gateway;
    private static Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        gateway = new FakeGateway(Wards.plain(1));
        page = chromium.page();
        page.navigate(gateway.url("/blank"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            gateway.close();
        }
    }

    private static Object run(String body) {
        return page.evaluate("async () => { " + body + " }");
    }

    @Test
    void tonesAreAsDisclosed() {
        Object facts = run("""
                const { PATTERNS, pulses } = await import('/js/tones.js');
                const ms = (s) => Math.round(s * 1000);
                return ['high', 'medium', 'low'].map((name) => {
                  const p = PATTERNS[name];
                  return [p.onsets.length, ms(p.pulse), ms(p.period - p.onsets.at(-1) - p.pulse),
                    pulses(name, 100, 100, 100 + p.period).length].join(' ');
                });""");
        assertEquals(List.of("10 150 4500 10", "3 200 8000 3", "2 200 17000 2"), facts);
    }

    @Test
    void everyCodeOfAPulseIsThePulseOfATile() {
        Object facts = run("""
                const { meaning } = await import('/js/params.js');
                return ['MDC_PULS_OXIM_PULS_RATE', 'MDC_PLETH_PULS_RATE', 'MDC_PULS_RATE_NON_INV', 'MDC_PULS_RATE',
                  'MDC_PULS', 'MDC_ECG_HEART_RATE'].map((code) => meaning(code).kind.id);""");
        assertEquals(List.of("pulse", "pulse", "pulse", "pulse", "pulse", "hr"), facts);
    }

    @Test
    void standbyAtTheMonitorSaysSoAndCannotBeEndedHere() {
        Object facts = run("""
                const { linkWords, offAtMonitor } = await import('/js/wording.js');
                const bed = (linkReason) => ({ link: 'standby', linkReason, silentMs: 500, periodMs: 1000, at: 0 });
                return [offAtMonitor(bed('none')), offAtMonitor(bed('monitor-standby')),
                  linkWords(bed('monitor-standby'), 0) === linkWords(bed('none'), 0)];""");
        assertEquals(List.of(false, true, false), facts);
    }

    @Test
    void anAlarmThatNobodyAnswersIsEveryDisplaysAndLoud() {
        Object facts = run("""
                const { Store } = await import('/js/store.js');
                const { Volume } = await import('/js/volume.js');
                const store = new Store();
                store.mine = () => false;
                const alarm = (escalation) => ({ id: `a${escalation}`, escalation, priority: 'high', state: 'active-unack',
                  sounding: true, since: '2026-01-05T03:00:00Z' });
                const seen = (...alarms) => {
                  store.beds = new Map([['R01', { bed: 'R01', alarms }]]);
                  return [store.audible().length, store.ordered().length, store.open('high')].join(' ');
                };
                let share = 0;
                const volume = new Volume((to) => { share = to; });
                volume.chosen = 50;
                const loud = (...alarms) => { volume.follow(alarms); return share; };
                return [seen(alarm(1)), seen(alarm(1), alarm(2)), loud(alarm(0)), loud(alarm(0), alarm(1))];""");
        assertEquals(List.of("0 0 false", "1 1 true", 0.5, 1), facts);
    }

    @Test
    void aFloodOnOneBedIsOneRowAndWhatSomebodyHasSeenIsNotInIt() {
        Object facts = run("""
                const { grouped } = await import('/js/flood.js');
                const one = (i, bed, seconds, more = {}) => ({ bed, alarm: { id: `a${i}`, priority: 'medium', kind: 'technical',
                  code: `C${i}`, text: '', about: null, state: 'active-unack',
                  since: new Date(1767582000000 + seconds * 1000).toISOString(), ...more } });
                const many = (n, every) => Array.from({ length: n }, (_, i) => one(i, 'R01', i * every));
                const rows = (all) => grouped(all).map(({ more }) => more?.length ?? 1).join(' ');
                return [rows(many(11, 6)), rows(many(11, 7)), rows([...many(11, 1), one(99, 'R02', 3)]),
                  rows([...many(11, 1), one(99, 'R01', 3, { state: 'active-ack' }), one(98, 'R01', 3, { priority: 'high' })]),
                  rows(many(200, 1)), rows([])];""");
        assertEquals(List.of("11", "1 1 1 1 1 1 1 1 1 1 1", "11 1", "11 1 1", "200", ""), facts);
    }

    @Test
    void onlyTheHighestPrioritySounds() {
        Object facts = run("""
                const { loudest } = await import('/js/tones.js');
                const a = (priority, kind = 'physiological') => ({ priority, kind });
                return [loudest([]), loudest([a('low'), a('medium')]), loudest([a('high'), a('medium')]),
                  loudest([a('low', 'technical')]), loudest([a('low', 'technical'), a('low')])];""");
        assertEquals(java.util.Arrays.asList(null, "medium", "high", "low-technical", "low"), facts);
    }

    @Test
    void pulsesJoinWithoutRepetitionWhereverThePlanIsCut() {
        Object facts = run("""
                const { pulses } = await import('/js/tones.js');
                const whole = pulses('high', 5, 5, 65).map((p) => p.at.toFixed(6));
                const cut = [];
                for (let t = 5, step = 0.1; t < 65; t += step, step = (step * 7) % 1.3 + 0.05) {
                  cut.push(...pulses('high', 5, t, Math.min(65, t + step)).map((p) => p.at.toFixed(6)));
                  step = Math.min(65, t + step) - t;
                }
                return [whole.length, cut.length === whole.length && cut.every((at, i) => at === whole[i])];""");
        assertEquals(List.of(80, true), facts);
    }

    @Test
    void flashesAtTwoHertzAndHalfAHertz() {
        Object facts = run("""
                const { darkHalves } = await import('/js/flash.js');
                let high = 0, medium = 0, darkHigh = 0, darkMedium = 0, last = darkHalves(0);
                for (let t = 0; t < 20000; t += 50) {
                  const d = darkHalves(t);
                  if (d.high && !last.high) high += 1;
                  if (d.medium && !last.medium) medium += 1;
                  if (d.high) darkHigh += 1;
                  if (d.medium) darkMedium += 1;
                  last = d;
                }
                return [high / 20, medium / 20, darkHigh / 400, darkMedium / 400];""");
        assertEquals(List.of(2, 0.5, 0.5, 0.5), facts);
    }

    @Test
    void theFeedBelievesOnlyWhatJoins() {
        Object facts = run("""
                const { Feed } = await import('/js/feed.js');
                const f = new Feed(); f.opened();
                const hello = (epoch = 1, version = 1) => f.judge({ type: 'hello', version, epoch });
                const snap = (epoch, seq) => f.judge({ type: 'snapshot', ward: { epoch, seq } });
                const delta = (from, seq, epoch = 1) => f.judge({ type: 'delta', epoch, from, seq });
                const tick = (engine, seq, epoch = 1) => f.judge({ type: 'tick', epoch, seq, engine });
                return [snap(1, 5), hello(1, 2), hello(), tick(1, 5), delta(4, 5), snap(2, 5), snap(1, 5), tick(1, 5),
                  tick(1, 5), delta(5, 8), delta(8, 9, 2), delta(7, 9), tick(2, 8), tick(3, 9), tick(4, 9),
                  f.judge({ type: 'later' }), f.judge(null), f.judge({ type: 'result', id: 'x' })];""");
        assertEquals(
                List.of(
                        "again", "refuse", "apply", "ignore", "again", "again", "apply", "alive", "ignore", "apply",
                        "again", "again", "alive", "alive", "again", "ignore", "ignore", "apply"),
                facts);
    }

    @Test
    void anEngineThatStoodStillIsNotBelievedAfterReconnecting() {
        Object facts = run("""
                const { Feed } = await import('/js/feed.js');
                const f = new Feed();
                const connect = (epoch) => { f.opened(); f.judge({ type: 'hello', version: 1, epoch });
                  f.judge({ type: 'snapshot', ward: { epoch, seq: 1 } }); };
                const tick = (engine, epoch) => f.judge({ type: 'tick', epoch, seq: 1, engine });
                connect(1); const a = tick(70, 1); connect(1); const b = tick(70, 1); const c = tick(71, 1);
                connect(2); const d = tick(1, 2);
                return [a, b, c, d];""");
        assertEquals(List.of("alive", "ignore", "alive", "alive"), facts);
    }

    @Test
    void theLinkIsLateAfterTwoAndLostAfterThreeSeconds() {
        Object facts = run("""
                const { Link } = await import('/js/link.js');
                const l = new Link(0); const seen = [];
                seen.push(l.check(2900, false).state, l.check(3000, false).state, l.tone(3000));
                l.alive(4000);
                const back = l.check(4100, false); seen.push(back.state, back.backAfter, l.tone(4100));
                seen.push(l.check(5999, false).state, l.check(6000, false).state, l.check(7000, false).state);
                seen.push(l.tone(7000), l.tone(63999), l.tone(64000));
                l.alive(70000); l.check(70000, false); l.check(73000, true); seen.push(l.tone(73000));
                return seen;""");
        assertEquals(
                java.util.Arrays.asList(
                        "connecting",
                        "lost",
                        "medium",
                        "ok",
                        4000,
                        null,
                        "ok",
                        "late",
                        "lost",
                        "medium",
                        "medium",
                        "high",
                        "high"),
                facts);
    }

    @Test
    void readsTimesOnTheGatewaysClockWhateverTheBrowsersZone() {
        Object facts = run("""
                const { ServerClock, hms, running, countdown } = await import('/js/clock.js');
                const c = new ServerClock();
                c.set('2026-03-29T03:30:00.500+02:00', 1000);
                return [hms(c.localNow(1000)), hms(c.localNow(31_000)), c.since('2026-03-29T03:29:00.500+02:00', 1000),
                  c.since('2026-03-29T01:29:00.500Z', 1000), c.since('2026-03-29T03:31:00+02:00', 1000),
                  running(42_000), running(3_729_000), countdown(119_001), hms(NaN)];""");
        assertEquals(List.of("03:30:00", "03:30:30", 60_000, 60_000, 0, "0:42", "1:02:09", "2:00", "--:--:--"), facts);
    }

    @Test
    void writesNumbersAsEachLanguageDoes() {
        Object facts = run("""
                const i = await import('/js/i18n.js');
                await i.loadLanguages();
                i.useLanguage('fr'); const fr = [i.number(37, 1, 1), i.number(-0.04, 0, 1), i.number(-2.5, 0, 1), i.number(88, 0, 2)];
                i.useLanguage('en'); const en = [i.number(37.25, 0, 2), i.number(100, 0, 1)];
                return [...fr, ...en, i.clean('a\\u202eb\\u0007c'), i.clean('x'.repeat(70)).length, i.clean(null)];""");
        assertEquals(List.of("37,0", "0", "\u22122,5", "88", "37.25", "100", "a\ufffdb c", 64, ""), facts);
    }

    /** A lane of 250 Hz and a way to feed it with blocks of 256 ms. */
    private static final String LANE = """
            const { Lane, MISSING } = await import('/js/wave-lane.js');
            const lane = new Lane({ rate: 250, blockMs: 256, offset: 0, step: 1 });
            const block = (n, value = 5) => lane.put((n * 64) % 2 ** 32, new Int16Array(64).fill(value), 256 * n + 256);
            """;

    @Test
    void aLanePlaysTwoBlocksBehindItsSamples() {
        Object facts = run(LANE + """
                const seen = [];
                for (let t = 0; t < 6000; t += 16) {
                  if (t % 256 === 0 && t > 0) block(t / 256 - 1);
                  seen.push(lane.due(t));
                }
                const t = 5984; const age = t - seen.at(-1) * 4;
                const even = seen.slice(-100).every((n, i, all) => i === 0 || Math.abs(n - all[i - 1] - 4) <= 1);
                return [Number.isNaN(seen[10]), Math.abs(age - 600) <= 30, even];""");
        assertEquals(List.of(true, true, true), facts);
    }

    @Test
    void aLaneWaitsForAShortPauseAndGoesOnAsAGapAfterASecond() {
        Object facts = run(LANE + """
                const play = (from, to) => { let n; for (let t = from; t < to; t += 16) n = lane.due(t); return n; };
                for (let n = 0; n < 20; n += 1) { play(256 * n, 256 * n + 256); block(n); }
                const held = play(5120, 6400);
                const gap = play(6400, 7600);
                return [held, gap > 1280 + 200, lane.at(1279), lane.at(1280) === MISSING];""");
        assertEquals(List.of(1280, true, 5, true), facts);
    }

    @Test
    void aLaneKeepsHolesAndTakesABlockThatWasOvertaken() {
        Object facts = run(LANE + """
                block(0, 1); block(3, 4); block(2, 3);
                const hole = [lane.at(63), lane.at(64) === MISSING, lane.at(128), lane.at(192)];
                block(400, 9);
                return [...hole, lane.at(0) === MISSING, lane.at(400 * 64), lane.end];""");
        assertEquals(List.of(1, true, 3, 4, true, 9, 25664), facts);
    }

    @Test
    void placesGoRoundAfterFourThousandMillionSamples() {
        Object facts = run(LANE + """
                lane.put(2 ** 32 - 64, new Int16Array(64).fill(1), 256);
                lane.put(0, new Int16Array(64).fill(2), 512);
                return [lane.at(2 ** 32 - 1), lane.at(2 ** 32), lane.end - 2 ** 32];""");
        assertEquals(List.of(1, 2, 64), facts);
    }

    @Test
    void aTileShowsOneCurveOfEachKindFirst() {
        Object facts = run("""
                const { chosen } = await import('/js/waves.js');
                const lane = (n, code, label = '') => ({ info: { lane: n, code, label } });
                const all = [lane(1, 'MDC_PRESS_BLD_ART_ABP'), lane(2, 'MDC_ECG_ELEC_POTL_V'), lane(3, 'MDC_TTHOR_RESP'),
                  lane(4, 'MDC_PLETH'), lane(5, 'MDC_ECG_ELEC_POTL_II'), lane(6, 'MDC_PRESS_BLD_ART_PULM')];
                const names = (most, some = all) => chosen(some, most).map((l) => l.info.lane).join();
                return [names(1), names(2), names(6), names(2, [all[1], all[4]])];""");
        assertEquals(List.of("5", "5,4", "5,4,1,3,6,2", "5,2"), facts);
    }

    @Test
    void groupsPressuresAndKeepsPlaces() {
        Object facts = run("""
                const i = await import('/js/i18n.js'); await i.loadLanguages(); i.useLanguage('fr');
                const { cellsOf, placesOf } = await import('/js/cells.js');
                const n = (code, value, more = {}) => ({ code, channel: null, label: code, value, unit: 'mm[Hg]',
                  quality: 'valid', state: 'live', reason: null, ageMs: 0, measuredAt: null, limits: null, ...more });
                const bed = (numerics) => ({ bed: 'x', at: 0, link: 'live', silentMs: 0, periodMs: 0, alarms: [], numerics });
                const room = { width: 99, lines: 1, mean: 1, label: 0.4, limits: false, gap: 0 };
                const show = (numerics, r = room) => { const p = placesOf(cellsOf(bed(numerics), 0, false), r);
                  return [p.large.map((c) => (c ? `${c.label} ${c.text}${c.mean}` : '-')).join('|'),
                    p.small.map((c) => `${c.label} ${c.text}`).join('|'), p.more].join(' ; '); };
                return [
                  show([n('MDC_PRESS_BLD_ART_SYS', 120), n('MDC_PRESS_BLD_ART_DIA', 60), n('MDC_PRESS_BLD_ART_MEAN', 80)]),
                  show([n('MDC_PRESS_BLD_NONINV_MEAN', 80)]),
                  show([n('MDC_PRESS_BLD_ART_SYS', 120), n('MDC_PRESS_BLD_ART_DIA', null, { state: 'absent' })]),
                  show([n('MDC_TEMP', 37), n('MDC_TEMP', 38, { channel: 'T2' }), n(null, 5, { label: 'X' })], { ...room, width: 6 }),
                  show([n('MDC_ECG_HEART_RATE', 70), n('MDC_PULS_OXIM_PULS_RATE', 71)]),
                ];""");
        assertEquals(
                List.of(
                        "-|-|PA 120/60(80) ;  ; 0",
                        "-|-|PNI (80) ;  ; 0",
                        "-|-|PA 120/--- ;  ; 0",
                        "-|-|- ; T° 37,0|T° 2 38,0 ; 1",
                        "FC 70|-|- ; Pouls 71 ; 0"),
                facts);
    }
}
