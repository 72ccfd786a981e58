import * as format from './format.js';

const DAY = 86400_000;

/** The name of a state, as a tag. */
export const STATES = { off: 'Off', running: 'Running', paused: 'Paused', stopped: 'Stopped' };

/** Everybody for whom a survey was handed over, surely or perhaps. */
function askedOf({ asked: { sent, unknown } }) {
  return sent + unknown;
}

/** The last moment of a quarter such as 2026-Q4. */
function lastMoment(quarter) {
  return new Date(Date.UTC(Number(quarter.slice(0, 4)), Number(quarter.slice(6)) * 3, 1) - 1);
}

/** The last day on which those who wait are asked. */
export function lastDay({ started_at: started, spread_days: days }) {
  return started && new Date(Date.parse(started) + days * DAY);
}

/** How far the running quarter is, in words. */
export function progressInWords(status) {
  const { state, waiting, asked, quarter, paused_at: paused } = status;
  const number = askedOf(status);
  const done = `${format.count(number)} ${number === 1 ? 'was' : 'were'} asked`;
  const under = asked.scheduled ? `, ${format.count(asked.scheduled)} on their way` : '';
  switch (state) {
    case 'running': return status.customers === 0 ? nobodyYet(status) : `${format.count(number)} asked${under}, ${waitingInWords(status)}.`;
    case 'paused': return `Nobody is asked since ${format.moment(paused)}. ${done}; ${format.plural(waiting, 'customer waits', 'customers wait')} until you start it again.`;
    case 'stopped': return `Nobody else is asked in ${format.quarter(quarter)}. ${done}; their answers still count.`;
    default: return number ? `The quarterly question is switched off, so nobody else is asked. ${done} before; their answers still count.` : 'The quarterly question is switched off, so nobody is asked.';
  }
}

function nobodyYet({ walked_at: walked }) {
  return walked ? 'Nobody is asked yet: there is no customer.' : 'Nobody is asked yet: the customers are looked through first.';
}

function waitingInWords(status) {
  const { waiting } = status;
  const end = lastDay(status);
  if (waiting === 0) return 'nobody waiting';
  const last = lastMoment(status.quarter);
  if (end > last) return `${format.count(waiting)} waiting; the quarter ends on ${format.longDay(last)}, before all of them had their turn. To reach more, spread it over fewer days`;
  return `${format.count(waiting)} waiting ${end > Date.now() ? `until ${format.longDay(end)}` : 'for their turn, which comes within minutes'}`;
}

/** When the customers were looked through, and when they are again. */
export function walkInWords({ state, walking, walked_at: walked, next_walk_at: next, customers }) {
  if (state !== 'running') return '';
  if (walking && customers > 0) return `The customers are being looked through right now; ${format.plural(customers, 'is', 'are')} judged so far.`;
  if (!walked) return '';
  return `All customers were looked through ${format.ago(walked)}${next ? `, the next time is ${format.ago(next)}` : ''}: new ones, and those whose gate has opened since, are found then.`;
}

/** What each button does, before it is pressed. */
export function deedInWords(deed, { state, waiting, spread_days: days, quarter }) {
  const over = days === 0 ? 'at once' : `over ${format.plural(days, 'day')}`;
  const rest = 'What was sent stays open, and its answers count.';
  switch (deed) {
    case 'pause': return {
      title: 'Pause the quarterly survey?', button: 'Pause',
      words: [`Nobody is asked until you start it again. ${format.plural(waiting, 'customer waits', 'customers wait')}; what is about to go out is taken back and waits with them.`, rest],
    };
    case 'stop': return {
      title: `Stop the survey of ${format.quarter(quarter)}?`, button: 'Stop',
      words: [`${format.plural(waiting, 'customer who waits is', 'customers who wait are')} not asked in this quarter, and what is about to go out is taken back. ${rest}`,
        'You can start it again while the quarter lasts. The next quarter begins by itself; to prevent that, switch the question off in the settings.'],
    };
    default: return state === 'paused' ? {
      title: 'Go on asking?', button: 'Start again',
      words: [`${format.plural(waiting, 'customer waits', 'customers wait')}. Each is asked as much later as the pause lasted, so no burst goes out. Who has been asked is not asked again.`],
    } : {
      title: 'Start asking again?', button: 'Start again',
      words: [`Customers not asked in this quarter yet are asked ${over}, counted from now. Who has been asked is not asked again.`],
    };
  }
}
