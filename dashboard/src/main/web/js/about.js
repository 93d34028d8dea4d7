// How the station is set up, and what became of paper: read for the help page, and while a sheet is on its way.

import { clean, has, t } from './i18n.js';

/** @returns {Promise<any>} nothing without an answer */
export function about() {
  return fetch('/api/v1/about', { cache: 'no-store' }).then((answer) => answer.ok && answer.json()).catch(() => {});
}

/** What became of a sheet, and what a person can do. @param {any} job */
export function jobWords({ sheet, state, why, remedy }) {
  const key = `print.${sheet}`;
  const n = has(key) ? t(key) : clean(sheet);
  return t(state === 'queued' && why ? 'print.stuck' : `print.${state}`, { n, remedy: t(`remedy.${remedy ?? 'other'}`) });
}

const time = (iso) => iso.slice(11, 16);

/** @param {any} said @returns {string[]} */
export function aboutLines({ escalation: { high, medium, box }, folder, jobs }) {
  const seconds = (all) => all.map((one) => `${one} s`).join(', ');
  const lines = [t('escalation', { high: seconds(high), medium: seconds(medium), box: t(`escalation.box.${box}`) })];
  if (folder?.file) {
    lines.push(t('paper.last', { at: time(folder.at), file: clean(`${folder.path}/${folder.file}`), next: time(folder.next) }));
  } else {
    lines.push(folder ? t('paper.none', { path: clean(folder.path) }) : t('paper.off'));
  }
  if (folder?.problem) {
    lines.push(`${t('tech.paper')} (${clean(folder.problem)})`);
  }
  return jobs ? [...lines, ...jobs.slice(0, 4).map((job) => `${time(job.at)} ${jobWords(job)}${job.why ? ` (${clean(job.why)})` : ''}`)] : [...lines, t('paper.noprinter')];
}
