import { copyable } from './copyable.js';
import { make, write } from './element.js';
import { onSubmit } from './form.js';
import { kindOf } from './kinds.js';

const HASHES = {
  'Node.js': "require('crypto').createHmac('sha256', secret).update(visitor).digest('hex')",
  PHP: "hash_hmac('sha256', $visitor, $secret)",
  Python: "hmac.new(secret.encode(), visitor.encode(), hashlib.sha256).hexdigest()",
  Ruby: "OpenSSL::HMAC.hexdigest('SHA256', secret, visitor)",
};

/** The sites that may show a source's widget, and how it is embedded. `fill` leaves what somebody is typing alone. */
export function widgetSetup(place, save) {
  const form = place.querySelector('form');
  const sites = form.elements.allowed_sites;
  const saved = form.querySelector('.said');
  let shown = null;
  let touched = false;

  function fill(source) {
    // a public key is no secret, so it proves nobody; and a thread in Slack has no page
    place.hidden = kindOf(source.kind).secret === 'key' || source.kind === 'slack';
    if (!touched) sites.value = source.allowed_sites.join('\n');
    if (shown === source.url) return;
    shown = source.url;
    place.querySelector('#widget-steps').replaceChildren(...steps(source));
  }

  sites.addEventListener('input', () => {
    touched = true;
    write(saved, '');
  });

  onSubmit(form, async () => {
    write(saved, '');
    const source = await save({ allowed_sites: sites.value.split(/\s+/).filter(Boolean) });
    touched = false;
    fill(source);
    write(saved, 'Saved. It holds within a few seconds.');
  });

  return fill;
}

function steps({ url, key }) {
  const tag = `<script src="${url.slice(0, -`/hooks/${key}`.length)}/widget.js" data-source="${key}" data-visitor="…" data-visitor-hash="…" async></script>`;
  return [
    make('p', {}, 'Paste this into your pages, with the visitor’s id as the events name it:'),
    copyable('the tag', tag),
    make('p', {}, 'The hash proves whose page it is. Make it on your server, where the secret of this source stays, and never in the page:'),
    make('dl', { class: 'facts' }, Object.entries(HASHES).map(([language, code]) =>
      make('div', {}, make('dt', {}, language), make('dd', {}, copyable(`the line of ${language}`, code))))),
    make('p', { class: 'soft small' }, 'docs/widget.md shows where it appears, how it takes your colours, and pages of one part.'),
  ];
}
