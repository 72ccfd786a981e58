import { make } from './element.js';
import * as format from './format.js';
import { GATE_NAMES } from './gates.js';
import { sawInWords } from './saw.js';

const WORDS = { open: 'Open', shut: 'Shut', none: 'Not judged' };

/** Every gate with its verdict and the input it saw; the row of the first shut one stands out. */
export function showVerdicts(body, { verdicts, reason }) {
  const judged = new Map(verdicts.map((verdict) => [verdict.gate, verdict]));
  const gates = [...new Set([...GATE_NAMES, ...judged.keys()])];
  body.replaceChildren(...gates.map((gate) => row(gate, judged.get(gate), gate === reason)));
}

function row(gate, verdict, isReason) {
  const state = verdict ? (verdict.open ? 'open' : 'shut') : 'none';
  return make('tr', { 'data-reason': isReason },
    make('th', { scope: 'row' }, make('code', {}, gate)),
    make('td', {}, make('span', { class: 'verdict', 'data-verdict': state }, WORDS[state])),
    make('td', {}, verdict ? sawInWords(verdict.saw) : format.NOTHING),
    make('td', { class: 'number soft small' }, verdict ? make('time', { datetime: verdict.at, title: format.moment(verdict.at) }, format.ago(verdict.at)) : format.NOTHING));
}
