import { read, send, within } from './api.js';
import { write } from './element.js';
import { onSubmit } from './form.js';
import { mailPreview } from './mail-preview.js';
import { npsSwitch } from './nps-switch.js';
import { andOf, meaningOf, quarterlyMeaningOf } from './setting-words.js';
import { settingsForm } from './settings-form.js';
import { keepCurrent, start } from './shell.js';
import { slackPicture, widgetPicture } from './survey-pictures.js';

const CHANGES = 200;
const CHANNELS = ['email', 'chat', 'slack'];
const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const preview = mailPreview(part('look-email'), (draft) => send('POST', within(workspace, 'mail', 'preview'), draft));
  const forecast = npsSwitch(part('nps-forecast'), workspace);
  let saved = null;
  let sources = [];

  const form = settingsForm(part('settings'), {
    async save(change) {
      saved = await send('PATCH', within(workspace, 'settings'), change);
      look();
      return saved;
    },
    drafted(draft, isUnsaved) {
      showMeaning(draft, isUnsaved, sources);
      showLooks(draft, preview);
      forecast({ wanted: draft.nps_enabled, on: saved.nps_enabled });
      part('no-effect').hidden = draft.csat_enabled;
      part('begin').hidden = saved.csat_enabled || CHANNELS.some((channel) => saved[`csat_${channel}_enabled`]);
    },
  });
  part('begin-choose').addEventListener('click', () => form.choose({ csat_email_enabled: true, csat_enabled: true }, 'csat_enabled'));
  const fillName = nameForm(workspace);

  const look = await keepCurrent(workspace, async () => {
    const [settings, history, connected, current] = await Promise.all([
      read(within(workspace, 'settings')),
      read(within(workspace, 'history'), { what: 'settings', limit: CHANGES }),
      read(within(workspace, 'sources')),
      read(within(workspace)),
    ]);
    saved = settings;
    sources = connected.items;
    fillName(current);
    widgetPicture(part('look-chat').querySelector('.picture'), settings.brand_color);
    slackPicture(part('look-slack').querySelector('.picture'), current.name, sources.find(({ has_bot_token: has }) => has));
    form.fill(settings, history.items);
    part('surveys').hidden = false;
  });
});

function showMeaning(draft, isUnsaved, sources) {
  const meaning = meaningOf(draft);
  write(part('meaning').querySelector('.sentence'), isUnsaved ? `Once saved: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}` : meaning);
  const others = sources.filter(({ trigger }) => trigger && trigger !== draft.trigger);
  write(part('meaning').querySelector('.exceptions'), others.length && draft.csat_enabled
    ? `By a choice of their own, customers of ${andOf(others.map(({ name }) => name))} are asked when a conversation is ${others[0].trigger}.`
    : '');
  write(part('meaning').querySelector('.quarterly'), quarterlyMeaningOf(draft));
}

function showLooks(draft, preview) {
  for (const channel of CHANNELS) part(`look-${channel}`).hidden = !draft[`csat_${channel}_enabled`];
  part('no-look').hidden = CHANNELS.some((channel) => draft[`csat_${channel}_enabled`]);
  if (draft.csat_email_enabled) preview({ locale: draft.locale });
}

/** The workspace's name; `fill` leaves what is typed alone. */
function nameForm(workspace) {
  const form = part('workspace');
  const { name } = form.elements;
  const said = form.querySelector('.saved');
  let shown = null;
  form.addEventListener('input', () => write(said, ''));
  onSubmit(form, async () => {
    shown = (await send('PATCH', within(workspace), { name: name.value })).name;
    name.value = shown;
    for (const place of document.querySelectorAll('.workspace > span')) write(place, shown);
    write(said, 'Renamed.');
  });
  return (current) => {
    if (shown !== null && name.value !== shown) return;
    shown = current.name;
    name.value = shown;
  };
}
