import { choice } from './choice.js';
import { write } from './element.js';
import { withLinksInNewTab } from './reader.js';

const PAUSE = 250;

/** Shows what `compose` makes of a draft, a moment after the last change; an older answer never replaces a newer one. */
export function mailPreview(section, compose) {
  const frame = section.querySelector('iframe');
  const text = section.querySelector('pre');
  const refusal = section.querySelector('.refusal');
  const field = (name) => section.querySelector(`[data-field="${name}"]`);
  let mail = null;
  let colors = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  let asked = 0;
  let timer = null;

  function show() {
    if (!mail) return;
    write(field('from'), mail.from);
    write(field('subject'), mail.subject);
    write(text, mail.text);
    const html = withLinksInNewTab(inColors(mail.html, colors));
    if (frame.srcdoc !== html) frame.srcdoc = html;
  }

  async function ask(draft) {
    asked += 1;
    const mine = asked;
    try {
      const made = await compose(draft);
      if (mine !== asked) return;
      mail = made;
      write(refusal, '');
      show();
    } catch (problem) {
      if (mine === asked) write(refusal, problem.detail || problem.message);
    }
  }

  choice(section, 'part', 'html', (part) => {
    frame.hidden = part !== 'html';
    text.hidden = part !== 'text';
  });
  choice(section, 'colors', colors, (chosen) => {
    colors = chosen;
    frame.dataset.colors = chosen;
    show();
  });

  return (draft) => {
    clearTimeout(timer);
    timer = setTimeout(ask, mail ? PAUSE : 0, draft);
  };
}

/** A mail follows the reader's own colours; here it follows the button. */
function inColors(html, colors) {
  return html
    .replaceAll('(prefers-color-scheme: dark)', colors === 'dark' ? 'all' : 'not all')
    .replaceAll('light dark', colors);
}
