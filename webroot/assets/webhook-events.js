import { make } from './element.js';

/** The events that an endpoint may hear of, each in a sentence. */
export const EVENTS = [
  { type: 'ticket.csat_received', words: 'A customer answered how a conversation went: the rating and the comment.' },
  { type: 'nps.received', words: 'A customer answered how likely they are to recommend you: the score from 0 to 10 and the comment.' },
  { type: 'survey.sent', words: 'A survey went out, for CSAT or for NPS.' },
  { type: 'survey.failed', words: 'A survey could not be sent, for CSAT or for NPS, and why.' },
];

/** Fills a fieldset with one tick box for each event; those of `chosen` are ticked. */
export function eventBoxes(fieldset, chosen) {
  fieldset.querySelectorAll('.event').forEach((old) => old.remove());
  fieldset.append(...EVENTS.map(({ type, words }) => {
    const help = `${fieldset.form.id}-${type.replaceAll(/\W/g, '-')}`;
    return make('div', { class: 'event' },
      make('label', { class: 'check' }, make('input', { type: 'checkbox', name: 'events', value: type, checked: chosen.includes(type), 'aria-describedby': help }), make('code', {}, type)),
      make('p', { class: 'soft small', id: help }, words));
  }));
}

/** The ticked events of a form. */
export function chosenEvents(form) {
  return [...form.querySelectorAll('input[name="events"]:checked')].map(({ value }) => value);
}
