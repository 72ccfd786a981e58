import { send, within } from './api.js';
import { make, reconcile } from './element.js';
import { scoreOf } from './faces.js';
import * as format from './format.js';
import { conversationPage } from './links.js';

const REASONS = {
  no_view: 'It was sent without the page of the survey having been opened.',
  stale_view: 'The page of the survey had been open for more than a day.',
  all_links: 'The links in the mail were opened one after the other, faster than a person does.',
  head_burst: 'The links in the mail were checked in a row by whoever sent it.',
  scanner_agent: 'It came from a program that says it is a scanner, or that does not say what it is.',
  prefetch: 'The page had been fetched ahead of its reader.',
  decoy: 'A field was filled that no person sees.',
  already_answered: 'Another answer had come first, and the first one counts.',
};

/** Lists answers that are kept aside; a press counts one or takes that back, then `changed` runs, and `refused` hears a no. */
export function suspectedList(list, workspace, { withConversation, changed, refused }) {
  const decide = (answer, verb) => async ({ currentTarget: button }) => {
    button.disabled = true;
    try {
      await send('POST', within(workspace, 'suspected', answer.id, verb));
      await changed(verb === 'count' ? 'The answer counts now.' : 'The answer is kept aside again.');
    } catch (problem) {
      refused(problem);
    } finally {
      button.disabled = false;
    }
  };
  return function update(answers, isAnswered) {
    reconcile(list, answers.map((answer) => ({ ...answer, isAnswered })), ({ id }) => id, (answer) => make('div', { class: 'given' },
      answer.kind === 'nps' ? make('span', { class: 'score' }, make('b', {}, `NPS ${answer.score}/10`)) : scoreOf(answer.score),
      answer.comment ? make('blockquote', {}, answer.comment) : make('p', { class: 'soft' }, 'No comment.'),
      make('div', { class: 'reason' },
        make('p', {}, REASONS[answer.reason] ?? answer.reason),
        make('p', { class: 'soft small' },
          make('time', { datetime: answer.at }, format.moment(answer.at)),
          withConversation ? [' · ', make('a', { href: conversationPage(workspace, answer.source, answer.conversation) }, `${answer.kind === 'nps' ? 'Last conversation' : 'Conversation'} ${answer.conversation}`)] : null,
          answer.counted_at ? [' · counted by a person ', make('time', { datetime: answer.counted_at }, format.moment(answer.counted_at))] : null),
        action(answer, decide))));
  };
}

function action(answer, decide) {
  const of = `the ${answer.score} of ${format.moment(answer.at)}`;
  if (answer.counted_at) {
    return make('button', { class: 'button', type: 'button', 'aria-label': `Take it back: ${of}`, onclick: decide(answer, 'uncount') }, 'Take it back');
  }
  if (answer.isAnswered) return null;
  return make('button', { class: 'button', type: 'button', 'aria-label': `Count it: ${of}`, onclick: decide(answer, 'count') }, 'Count it');
}
