import { send, within } from './api.js';
import { make } from './element.js';
import { onSubmit, secretField } from './form.js';
import { KIND_NAMES, kindOf } from './kinds.js';
import { sourcePage } from './links.js';
import { showOnce } from './once.js';

const HELP = {
  theirs: (name) => `Optional: ${name} makes its own. If it shows it only once it knows the URL, bring it afterwards on the source’s page.`,
  key: (name) => `Optional: ${name} signs with a key of its own, and no webhook is taken before it is here.`,
};

/** The form that connects a chat system; its URL and its secret are shown, then `changed` is called. */
export function connectForm(form, workspace, changed) {
  const { kind, name } = form.elements;
  const secretPlace = form.querySelector('#connect-secret');
  const steps = form.querySelector('.steps');
  kind.append(...KIND_NAMES.map((each) => make('option', { value: each }, kindOf(each).name)));

  function choose() {
    const chosen = kindOf(kind.value);
    secretPlace.hidden = chosen.secret === 'ours';
    if (chosen.secret === 'ours') secretPlace.replaceChildren();
    else secretField(secretPlace, chosen, HELP[chosen.secret](chosen.name));
    steps.replaceChildren(...chosen.setUp.map((step) => make('li', {}, step)));
  }

  kind.addEventListener('change', choose);
  choose();
  onSubmit(form, async () => {
    const brought = form.elements.signing_secret?.value.trim();
    const made = await send('POST', within(workspace, 'sources'), { kind: kind.value, name: name.value, ...(brought ? { signing_secret: brought } : {}) });
    form.reset();
    choose();
    showOnce(document.querySelector('#once'), {
      title: `${made.name} is connected`,
      url: made.url,
      secret: kindOf(made.kind).takesNone ? null : made.secret,
      words: wordsOf(made),
      setUp: kindOf(made.kind).setUp,
      troubles: made.warnings,
      more: make('p', {}, make('a', { href: sourcePage(workspace, made.id) }, `Open ${made.name}`), ' to change its settings and to see what comes in.'),
    });
    await changed();
  });
}

function wordsOf({ kind, secret }) {
  const known = kindOf(kind);
  if (!secret) return known.secret === 'key' ? ['A public key is no secret of ours: there is none to show.'] : ['The secret you brought is kept and never shown.'];
  if (known.takesNone) return [`${known.name} makes the secret itself. Bring it on the source’s page: until then its webhooks are refused.`];
  const once = 'This secret is shown this once. Copy it now: nobody can read it again, only make a new one.';
  return known.secret === 'ours' ? [once] : [once, `It serves only where ${known.name} lets you paste a secret. Otherwise bring the one that ${known.name} makes: until then its webhooks are refused.`];
}
