import { read, send, within } from './api.js';
import { make, reconcile } from './element.js';
import { onSubmit } from './form.js';
import { webhookPage } from './links.js';
import { showOnce } from './once.js';
import { keepCurrent } from './shell.js';
import { EVENTS, chosenEvents, eventBoxes } from './webhook-events.js';
import { hostOf, stateInWords, stateTag } from './webhook-state.js';

const LOOK_AGAIN = 5000;

/** All endpoints of a workspace, and the form that adds one. */
export async function showEndpoints(workspace) {
  const section = document.querySelector('#all');
  const list = section.querySelector('.sources');
  const form = section.querySelector('#add');
  const boxes = () => eventBoxes(form.querySelector('.events'), EVENTS.slice(0, 1).map(({ type }) => type));

  async function refresh() {
    const { items } = await read(within(workspace, 'webhooks'));
    reconcile(list, items, ({ id }) => id, (endpoint) => entry(workspace, endpoint));
    section.querySelector('.empty').hidden = items.length > 0;
    section.hidden = false;
  }

  boxes();
  onSubmit(form, async () => {
    const made = await send('POST', within(workspace, 'webhooks'), { url: form.elements.url.value, events: chosenEvents(form) });
    form.reset();
    boxes();
    showOnce(document.querySelector('#once'), {
      title: `${hostOf(made.url)} is told from now on`,
      shown: { URL: made.url, Secret: made.secret },
      words: ['This secret is shown this once. Copy it now and give it to the receiver, which checks every event with it: nobody can read it again, only make a new one.'],
      more: make('p', {}, make('a', { href: webhookPage(workspace, made.id) }, `Open ${hostOf(made.url)}`), ' to send it a test and to see what it took.'),
    });
    await look();
  });
  const look = await keepCurrent(workspace, refresh);
  // what is delivered changes no number that the live stream would tell of
  setInterval(() => document.hidden || look(), LOOK_AGAIN);
}

function entry(workspace, endpoint) {
  return make('article', { class: 'source' },
    make('header', {}, make('h3', {}, make('a', { href: webhookPage(workspace, endpoint.id) }, hostOf(endpoint.url))), stateTag(endpoint)),
    make('p', { class: 'soft small url' }, endpoint.url),
    make('p', {}, stateInWords(endpoint)),
    make('p', { class: 'soft small' }, 'Hears of ', endpoint.events.flatMap((type, position) => [position ? ', ' : '', make('code', {}, type)])));
}
