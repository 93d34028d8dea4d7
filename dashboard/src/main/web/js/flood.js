// A flood of alarms in the list: many of one cause, or many of one bed, are one row with their count until a key opens it.
// Nothing of high priority, nothing that is every display's by now, and nothing that somebody has seen, is ever in a group. Pure.

import { unseen } from './store.js';

/** More than so many new ones within a minute. SOURCE: alarms.md section 6. */
const FLOOD = 10;
const WITHIN_MS = 60_000;
/** Fewer are not worth a group. */
const LEAST = 3;

/** @typedef {import('./store.js').Placed & {more?: import('./store.js').Placed[]}} Grouped more: all of the group, itself first */

/** @param {import('./store.js').Placed[]} all in order @returns {Grouped[]} in the same order, the first of a group for all of it */
export function grouped(all) {
  const groupOf = new Map();
  const gather = (some, keyOf) => {
    const groups = Map.groupBy(some, keyOf);
    groups.forEach((group) => group.length >= LEAST && group.forEach((placed) => groupOf.set(placed, group)));
  };
  const flood = floodOf(all);
  gather(flood, ({ alarm: { priority, kind, code, text, about } }) => [priority, kind, code ?? text, about].join('\n'));
  gather(flood.filter((placed) => !groupOf.has(placed)), ({ alarm, bed }) => `${bed}\n${alarm.priority}`);
  return all.flatMap((placed) => {
    const more = groupOf.get(placed);
    return more === undefined ? [placed] : more[0] === placed ? [{ ...placed, more }] : [];
  });
}

/** Those that came with more than so many others within a minute, in order. */
function floodOf(all) {
  const at = ({ alarm }) => Date.parse(alarm.since);
  const some = all.filter(({ alarm }) => alarm.priority !== 'high' && !(alarm.escalation > 1) && unseen(alarm)).sort((a, b) => at(a) - at(b));
  const found = new Set();
  let from = 0;
  some.forEach((placed, i) => {
    while (at(placed) - at(some[from]) > WITHIN_MS) {
      from += 1;
    }
    if (i - from >= FLOOD) {
      some.slice(from, i + 1).forEach((one) => found.add(one));
    }
  });
  return all.filter((placed) => found.has(placed));
}
