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

/** @type {Record<string, Kind>} */
export const KINDS = {
  hr: { id: 'hr', label: 'param.hr', color: 'c-hr', decimals: [0, 0] },
  pulse: { id: 'pulse', label: 'param.pulse', color: 'c-spo2', decimals: [0, 0] },
  spo2: { id: 'spo2', label: 'param.spo2', color: 'c-spo2', decimals: [0, 1] },
  abp: { id: 'abp', label: 'param.abp', color: 'c-abp', decimals: [0, 0], pressure: true },
  nibp: { id: 'nibp', label: 'param.nibp', color: 'c-nibp', decimals: [0, 0], pressure: true, episodic: true },
  rr: { id: 'rr', label: 'param.rr', color: 'c-rr', decimals: [0, 0] },
  etco2: { id: 'etco2', label: 'param.etco2', color: 'c-co2', decimals: [0, 1] },
  temp: { id: 'temp', label: 'param.temp', color: 'c-temp', decimals: [1, 1] },
  cvp: { id: 'cvp', label: 'param.cvp', color: 'c-cvp', decimals: [0, 1] },
  pap: { id: 'pap', label: 'param.pap', color: 'c-co2', decimals: [0, 0], pressure: true },
  icp: { id: 'icp', label: 'param.icp', color: 'c-nibp', decimals: [0, 1] },
  cpp: { id: 'cpp', label: 'param.cpp', color: 'c-nibp', decimals: [0, 1] },
  fio2: { id: 'fio2', label: 'param.fio2', color: 'c-rr', decimals: [0, 1] },
  co: { id: 'co', label: 'param.co', color: 'c-rr', decimals: [1, 1] },
  perf: { id: 'perf', label: 'param.perf', color: 'c-spo2', decimals: [1, 1] },
  pvc: { id: 'pvc', label: 'param.pvc', color: 'c-hr', decimals: [0, 0] },
};

/** @type {Kind} a parameter the page has no word for: its label comes from the feed */
export const OTHER = { id: 'other', label: '', color: 'c-rr', decimals: [0, 2] };

const CODES = {
  hr: ['MDC_ECG_HEART_RATE', 'MDC_ECG_CARD_BEAT_RATE', 'MDC_ECG_CARD_BEAT_RATE_BTB'],
  pulse: ['MDC_PULS_OXIM_PULS_RATE', 'MDC_PULS_RATE', 'MDC_PULS_RATE_NON_INV', 'MDC_PLETH_PULS_RATE', 'MDC_BLD_PULS_RATE_INV', 'MDC_PULS'],
  spo2: ['MDC_PULS_OXIM_SAT_O2', 'MDC_SAT_O2'],
  rr: ['MDC_RESP_RATE', 'MDC_TTHOR_RESP_RATE', 'MDC_CO2_RESP_RATE', 'MDC_AWAY_RESP_RATE', 'MDC_VENT_RESP_RATE'],
  etco2: ['MDC_AWAY_CO2_ET', 'MDC_CONC_AWAY_CO2_ET'],
  cvp: ['MDC_PRESS_BLD_VEN_CENT_MEAN', 'MDC_PRESS_BLD_VEN_CENT'],
  icp: ['MDC_PRESS_INTRA_CRAN_MEAN', 'MDC_PRESS_INTRA_CRAN'],
  cpp: ['MDC_PRESS_CEREB_PERF'],
  fio2: ['MDC_CONC_AWAY_O2_INSP', 'MDC_VENT_CONC_AWAY_O2_INSP'],
  co: ['MDC_OUTPUT_CARD', 'MDC_OUTPUT_CARD_CTS'],
  perf: ['MDC_PULS_OXIM_PERF_REL'],
  pvc: ['MDC_ECG_V_P_C_RATE', 'MDC_ECG_V_P_C_CNT'],
};

const PRESSURES = {
  abp: ['MDC_PRESS_BLD_ART', 'MDC_PRESS_BLD_ART_ABP', 'MDC_PRESS_BLD_AORT', 'MDC_PRESS_BLD'],
  nibp: ['MDC_PRESS_BLD_NONINV', 'MDC_PRESS_CUFF'],
  pap: ['MDC_PRESS_BLD_ART_PULM'],
};

/** @type {Map<string, {kind: Kind, part: 'sys'|'dia'|'mean'|'one'}>} */
const BY_CODE = new Map();
for (const [id, codes] of Object.entries(CODES)) {
  for (const code of codes) {
    BY_CODE.set(code, { kind: KINDS[id], part: 'one' });
  }
}
for (const [id, stems] of Object.entries(PRESSURES)) {
  for (const stem of stems) {
    BY_CODE.set(`${stem}_SYS`, { kind: KINDS[id], part: 'sys' });
    BY_CODE.set(`${stem}_DIA`, { kind: KINDS[id], part: 'dia' });
    BY_CODE.set(`${stem}_MEAN`, { kind: KINDS[id], part: 'mean' });
    BY_CODE.set(stem, { kind: KINDS[id], part: 'mean' });
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
