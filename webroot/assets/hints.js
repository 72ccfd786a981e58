import { make, reconcile } from './element.js';
import * as format from './format.js';
import { isFew } from './sample.js';

/** Shows what a person can act on, given the numbers, or nothing at all. */
export function showHints(list, stats) {
  const hints = hintsOf(stats);
  list.hidden = hints.length === 0;
  reconcile(list, hints, (hint) => hint, (hint) => make('span', {}, hint));
}

function hintsOf({ current, intervals }) {
  return [nothingYet(current), fewAnswers(current), lowResponse(current, intervals), sendRate(current, intervals)].filter(Boolean);
}

function nothingYet({ closed, invites_sent: sent, responses }) {
  if (responses) return null;
  if (!closed && !sent) {
    return 'Nothing ended in this window. Connect a chat system on the page Sources, or choose a longer window.';
  }
  if (!sent) return 'Conversations ended, but nobody was asked. The bars below say why; the switches on the page Surveys are the usual reason.';
  return `${format.plural(sent, 'invite is', 'invites are')} out and no answer has come back yet. Most answers come within a day; until then, check that the mail arrives.`;
}

function fewAnswers({ responses }) {
  if (!isFew(responses)) return null;
  return `Only ${format.plural(responses, 'answer')}: a small sample. One more answer can move these numbers a lot, so read the intervals or choose a longer window.`;
}

/** What a small sample could be by chance is no reason to act: the whole interval has to lie out of the band. */
function lowResponse({ response_rate: rate, responses }, { response_rate: interval }) {
  if (!responses || !interval || interval.high >= 0.15) return null;
  if (interval.high < 0.1) {
    return `Fewer than one in ten answered (${format.rate(rate)}; email usually brings 15–40 %). Look at deliverability: bounces, spam folders, and SPF, DKIM and DMARC of your From address.`;
  }
  return `${format.rate(rate)} answered; email usually brings 15–40 %. Below 10 % look at deliverability first; above it, at how soon the survey goes out and at its subject.`;
}

function sendRate({ send_rate: rate, invites_sent: sent }, { send_rate: interval }) {
  if (!interval || !sent) return null;
  if (interval.high < 0.3) return `Only ${format.rate(rate)} of closed conversations led to an invite; 30–60 % is healthy. See below which gate stops most of them.`;
  if (interval.low > 0.6) return `${format.rate(rate)} of closed conversations led to an invite, more than the usual 30–60 %. Fine if your customers really all have addresses; if not, look for conversations that should not be asked.`;
  return null;
}
