import * as format from './format.js';

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const ASKED = { csat: 'asked how a conversation went', nps: 'asked the quarterly question' };

/** What a gate saw, as people read it: moments in the reader's time zone, settings by what they do. */
export function sawInWords(saw) {
  return (saw ?? '')
    .replace(/asked \((csat|nps)\) at/, (all, kind) => `${ASKED[kind]} on`)
    .replace(/a survey is on its way \((csat|nps)\)/, (all, kind) => `is just being ${ASKED[kind]}`)
    .replace(/, contact_gap_days is (\d+)$/, (all, days) => `; ${format.plural(Number(days), 'day')} must lie between two surveys`)
    .replace(/^contact_gap_for_csat is off$/, 'no days need to lie before this survey')
    .replace(/^contact_gap_days is 0$/, 'no days need to lie between two surveys')
    .replace(/^last conversation at/, 'last conversation on')
    .replace(MOMENT, (moment) => format.moment(moment));
}
