import { read, send, within } from './api.js';
import { write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { showOnce } from './once.js';
import { keepCurrent } from './shell.js';
import { showDeliveries } from './deliveries.js';
import { chosenEvents, eventBoxes } from './webhook-events.js';
import { hostOf, stateInWords, waitingInWords } from './webhook-state.js';

const LOOK_AGAIN = 2000;
const part = (id) => document.getElementById(id);

/** One endpoint: how it is doing, what it was told, and what may be changed of it. */
export async function showEndpoint(workspace, id) {
  const path = (...more) => within(workspace, 'webhooks', id, ...more);
  const fill = settings(path, (endpoint) => show(endpoint));
  const deliveries = showDeliveries(path, () => look());
  let endpoint = null;

  function show(now) {
    endpoint = now;
    const host = hostOf(endpoint.url);
    document.title = `${host} · fivefaces`;
    write(part('title'), host);
    write(part('crumb-host'), host);
    part('crumb').hidden = false;
    part('about').hidden = true;
    part('state').dataset.state = endpoint.state;
    write(part('state'), stateInWords(endpoint));
    write(part('pause'), endpoint.state === 'paused' ? 'Resume' : 'Pause');
    const until = endpoint.previous_secret_until;
    write(part('previous'), until ? `The secret before it signs too until ${format.moment(until)}.` : '');
    fill(endpoint);
    part('one').hidden = false;
  }

  async function refresh() {
    const [now] = await Promise.all([read(path()), deliveries()]);
    show(now);
  }

  press(part('test'), async () => {
    await send('POST', path('test'));
    return 'A test is on its way. It is the first of the deliveries.';
  });
  press(part('pause'), async () => {
    const paused = endpoint.state !== 'paused';
    show(await send('PATCH', path(), { paused }));
    return paused ? 'Paused. Events are kept, and go out once you resume.' : 'Resumed. What waited goes out now.';
  });
  rotation(path, () => look());
  removal(path, () => endpoint);

  const look = await keepCurrent(workspace, refresh);
  // what is delivered changes no number that the live stream would tell of
  setInterval(() => document.hidden || look(), LOOK_AGAIN);

  function press(button, work) {
    button.addEventListener('click', async () => {
      button.disabled = true;
      write(part('state-refusal'), '');
      write(part('done'), '');
      try {
        write(part('done'), await work());
        await look();
      } catch (problem) {
        write(part('state-refusal'), problem.detail || problem.message);
      } finally {
        button.disabled = false;
      }
    });
  }
}

/** The form of what may be changed; what somebody is typing is left alone. */
function settings(path, changed) {
  const form = part('settings');
  const saved = form.querySelector('.saved');
  let touched = false;
  let print = null;

  function fill({ url, events }) {
    const now = JSON.stringify([url, events]);
    if (touched || now === print) return;
    print = now;
    form.elements.url.value = url;
    eventBoxes(form.querySelector('.events'), events);
  }

  form.addEventListener('input', () => {
    touched = true;
    write(saved, '');
  });
  onSubmit(form, async () => {
    write(saved, '');
    const endpoint = await send('PATCH', path(), { url: form.elements.url.value, events: chosenEvents(form) });
    touched = false;
    changed(endpoint);
    write(saved, 'Saved.');
  });
  return fill;
}

function rotation(path, changed) {
  const dialog = opened('rotate', () => {});
  onSubmit(dialog.querySelector('form'), async () => {
    const made = await send('POST', path('rotate-secret'));
    dialog.close();
    showOnce(part('once'), {
      title: 'The new secret',
      shown: { Secret: made.secret },
      words: [
        'It is shown this once. Copy it now: nobody can read it again, only make a new one.',
        `The secret before it signs too until ${format.moment(made.previous_secret_until)}: give the new one to the receiver by then.`,
      ],
    });
    await changed();
  });
}

function removal(path, current) {
  const dialog = opened('remove', () => {
    const endpoint = current();
    const waiting = waitingInWords(endpoint);
    write(dialog.querySelector('.address'), endpoint.url);
    write(dialog.querySelector('.waiting'), waiting ? `${waiting} They are given up.` : 'Nothing waits for it.');
  });
  onSubmit(dialog.querySelector('form'), async () => {
    await send('DELETE', path());
    location.assign(part('crumb').querySelector('a').href);
  });
}

/** A dialog that a button opens after `prepare`, and that its own button or Escape closes. */
function opened(id, prepare) {
  const dialog = part(id);
  part(`${id}-open`).addEventListener('click', () => {
    prepare();
    write(dialog.querySelector('.refusal'), '');
    dialog.showModal();
  });
  dialog.querySelector('.cancel').addEventListener('click', () => dialog.close());
  return dialog;
}
