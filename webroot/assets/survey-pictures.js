import { blocks } from './block-kit.js';
import { make } from './element.js';
import { FACES } from './faces.js';

/** How the chat widget asks, drawn. */
export function widgetPicture(place, color) {
  place.style.setProperty('--brand', color);
  place.replaceChildren(
    make('p', { class: 'bubble theirs' }, 'My parcel came. Thank you!'),
    make('div', { class: 'card' },
      make('p', {}, 'How did we do?'),
      make('div', { class: 'faces' }, FACES.map(({ face, word }) => make('span', {}, make('span', { class: 'emoji' }, face), word)))));
}

/** How a thread in Slack asks, drawn of the blocks that are posted. */
export function slackPicture(place, workspace, source) {
  const message = [
    { type: 'section', text: { type: 'mrkdwn', text: '*How did we do?*\nChoose a face: it takes a second and helps us do better.' } },
    { type: 'actions', elements: FACES.map(({ face, word }) => ({ text: { type: 'plain_text', text: `${face} ${word}` } })) },
  ];
  const drawn = blocks(message, () => {});
  for (const button of drawn.querySelectorAll('button')) button.replaceWith(make('span', { class: 'button' }, ...button.childNodes));
  place.replaceChildren(make('p', { class: 'by' }, make('b', {}, source?.display_name || workspace), make('span', { class: 'tag' }, 'App')), drawn);
}
