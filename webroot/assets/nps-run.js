import { send, within } from './api.js';
import { dialogOf } from './dialog.js';
import { make, write } from './element.js';
import { dryRun, forecastInWords } from './nps-forecast.js';
import { forecastFunnel } from './nps-funnel.js';
import { STATES, deedInWords, progressInWords, walkInWords } from './nps-words.js';

const DEEDS = { running: ['pause', 'stop'], paused: ['start', 'stop'], stopped: ['start'], off: [] };
const DONE = { start: 'Started. Customers are asked from now on.', pause: 'Paused. Nobody is asked until you start it again.', stop: 'Stopped. Nobody else is asked in this quarter.' };

/** The running quarter: how far it is, the buttons that start, pause and stop it, and the dry run. */
export function npsRun(section, workspace, changed) {
  const part = (name) => section.querySelector(name);
  const buttons = [...section.querySelectorAll('[data-deed]')];
  const done = part('.done');
  const dialog = document.querySelector('#deed');
  let status = null;
  let chosen = null;

  const open = dialogOf(dialog, async () => {
    const now = await send('POST', within(workspace, 'nps', chosen));
    dialog.close();
    write(done, DONE[chosen]);
    update(now);
    // the button that was pressed may be gone
    part('h2').focus();
    await changed(now);
  });
  for (const button of buttons) button.addEventListener('click', () => ask(button.dataset.deed));
  forecast(section, workspace);

  function ask(deed) {
    chosen = deed;
    const { title, words, button } = deedInWords(deed, status);
    write(dialog.querySelector('h2'), title);
    dialog.querySelector('.words').replaceChildren(...words.map((sentence) => make('p', {}, sentence)));
    write(dialog.querySelector('.primary'), button);
    open();
  }

  function update(now) {
    status = now;
    section.dataset.state = now.state;
    write(part('.state'), STATES[now.state]);
    write(part('.sentence'), progressInWords(now));
    write(part('.walk'), walkInWords(now));
    part('.switch').hidden = now.state !== 'off';
    part('.try').hidden = !['off', 'stopped'].includes(now.state);
    for (const button of buttons) button.hidden = !DEEDS[now.state].includes(button.dataset.deed);
    showProgress(part('.progress'), now);
  }
  return update;
}

function showProgress(bar, { waiting, asked }) {
  const began = asked.sent + asked.unknown + asked.failed;
  const whole = began + asked.scheduled + waiting;
  bar.hidden = whole === 0;
  bar.style.setProperty('--done', `${whole ? (began / whole) * 100 : 0}%`);
}

function forecast(section, workspace) {
  const button = section.querySelector('.try');
  const place = section.querySelector('.forecast');
  const words = place.querySelector('.found');
  const show = forecastFunnel(place);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    place.hidden = false;
    write(words, 'Judging every customer; nothing is sent…');
    try {
      const found = await dryRun(workspace);
      write(words, forecastInWords(found));
      show(found);
      place.querySelector('.funnel').hidden = false;
    } catch (problem) {
      write(words, `${problem.message}. ${problem.detail}`);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}
