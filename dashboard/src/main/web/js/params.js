// What the page knows about parameters: which codes make one place on a tile, its word, colour and decimals.
// Codes: ISO/IEEE 11073-10101 reference identifiers.

/**
 * @typedef {Object} Kind
 * @property {string} id
 * @property {string} label key of its word
 * @property {string} color class that colours its digits
 * @property {[number, number]} decimals least and most, on a tile
 * @property {boolean} [pressure] systolic/diastolic (mean) in one place
 * @property {boolean} [episodic] shown with the time of its measurement
 */

/** Colour, least and most decimals of each kind, in the order in which charts stand. */
const LOOKS = {
  hr: ['hr', 0, 0],
  pulse: ['spo2', 0, 0],
  spo2: ['spo2', 0, 1],
  abp: ['abp', 0, 0],
  nibp: ['nibp', 0, 0],
  rr: ['rr', 0, 0],
  etco2: ['co2', 0, 1],
  temp: ['temp', 1, 1],
  cvp: ['cvp', 0, 1],
  pap: ['co2', 0, 0],
  icp: ['nibp', 0, 1],
  cpp: ['nibp', 0, 1],
  fio2: ['rr', 0, 1],
  co: ['rr', 1, 1],
  perf: ['spo2', 1, 1],
  pvc: ['hr', 0, 0],
};

/** @type {Kind} a parameter the page has no word for: its label comes from the feed */
export const OTHER = { id: 'other', label: '', color: 'c-rr', decimals: [0, 2] };

/** Without the MDC_ that all of them begin with. */
const CODES = {
  hr: 'ECG_HEART_RATE ECG_CARD_BEAT_RATE ECG_CARD_BEAT_RATE_BTB',
  pulse: 'PULS_OXIM_PULS_RATE PULS_RATE PULS_RATE_NON_INV PLETH_PULS_RATE BLD_PULS_RATE_INV PULS',
  spo2: 'PULS_OXIM_SAT_O2 SAT_O2',
  rr: 'RESP_RATE TTHOR_RESP_RATE CO2_RESP_RATE AWAY_RESP_RATE VENT_RESP_RATE',
  etco2: 'AWAY_CO2_ET CONC_AWAY_CO2_ET',
  cvp: 'PRESS_BLD_VEN_CENT_MEAN PRESS_BLD_VEN_CENT',
  icp: 'PRESS_INTRA_CRAN_MEAN PRESS_INTRA_CRAN',
  cpp: 'PRESS_CEREB_PERF',
  fio2: 'CONC_AWAY_O2_INSP VENT_CONC_AWAY_O2_INSP',
  co: 'OUTPUT_CARD OUTPUT_CARD_CTS',
  perf: 'PULS_OXIM_PERF_REL',
  pvc: 'ECG_V_P_C_RATE ECG_V_P_C_CNT',
};

const PRESSURES = {
  abp: 'PRESS_BLD_ART PRESS_BLD_ART_ABP PRESS_BLD_AORT PRESS_BLD',
  nibp: 'PRESS_BLD_NONINV PRESS_CUFF',
  pap: 'PRESS_BLD_ART_PULM',
};

/** @type {Record<string, Kind>} */
export const KINDS = Object.fromEntries(Object.entries(LOOKS).map(([id, [color, least, most]]) => [id, {
  id, label: `param.${id}`, color: `c-${color}`, decimals: [least, most], pressure: id in PRESSURES, episodic: id === 'nibp',
}]));

/** @type {Map<string, {kind: Kind, part: 'sys'|'dia'|'mean'|'one'}>} */
const BY_CODE = new Map();
const put = (id, code, part) => BY_CODE.set(`MDC_${code}`, { kind: KINDS[id], part });
for (const [id, codes] of Object.entries(CODES)) {
  codes.split(' ').forEach((code) => put(id, code, 'one'));
}
for (const [id, stems] of Object.entries(PRESSURES)) {
  for (const stem of stems.split(' ')) {
    ['sys', 'dia', 'mean'].forEach((part) => put(id, `${stem}_${part.toUpperCase()}`, part));
    put(id, stem, 'mean');
  }
}

const UNKNOWN = { kind: OTHER, part: /** @type {const} */ ('one') };

/**
 * @param {string | null} code
 * @returns {{kind: Kind, part: 'sys'|'dia'|'mean'|'one'}}
 */
export function meaning(code) {
  if (code === null) {
    return UNKNOWN;
  }
  const known = BY_CODE.get(code);
  if (known) {
    return known;
  }
  return code === 'MDC_TEMP' || code.startsWith('MDC_TEMP_') ? { kind: KINDS.temp, part: 'one' } : UNKNOWN;
}

const UNITS = {
  '1': '',
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH₂O',
  Cel: '°C',
  '[degF]': '°F',
  '{beats}/min': '/min',
  '{breaths}/min': '/min',
};

/** The unit as charts write it. @param {string | null} ucum */
export function unitText(ucum) {
  if (ucum === null || ucum === undefined) {
    return '';
  }
  return UNITS[ucum] ?? ucum.replace(/\{[^}]*\}/g, '');
}
