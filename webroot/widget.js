/* The fivefaces chat widget: shows a survey in a page of yours and takes its answer. How to embed it: docs/widget.md. */
(() => {
  'use strict';

  const script = document.currentScript;
  if (!script || window.fivefaces) return;

  const STYLE = `
    :host {
      all: initial !important;
      display: block !important;
      color-scheme: inherit !important;
    }
    :host([data-floating]) {
      position: fixed !important; z-index: var(--fivefaces-z-index, 2147483000) !important;
      inset-block-end: 16px !important; inset-inline-end: 16px !important;
      inline-size: min(360px, calc(100vw - 32px)) !important;
    }
    * { box-sizing: border-box; }
    section {
      --surface: #fff; --ink: #151a18; --soft: #4a544f; --line: #d3d9d5; --worse: #b32531;
      position: relative; padding: 16px; border: 1px solid var(--fivefaces-line, var(--line));
      border-radius: var(--fivefaces-radius, 14px); background: var(--fivefaces-background, var(--surface));
      color: var(--fivefaces-ink, var(--ink));
      font: 400 var(--fivefaces-font-size, .9375em)/1.45 var(--fivefaces-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
      overflow-wrap: anywhere; text-align: start;
    }
    @supports (color: light-dark(red, red)) {
      section {
        --surface: light-dark(#fff, #161b19); --ink: light-dark(#151a18, #f0f3f1); --soft: light-dark(#4a544f, #b4beb9);
        --line: light-dark(#d3d9d5, #3a423f); --worse: light-dark(#b32531, #ff8580);
      }
    }
    :host([data-floating]) section { box-shadow: 0 12px 32px rgb(0 0 0 / 18%); }
    :host([data-floating]) .question { padding-inline-end: 36px; }
    p { margin: 0; }
    p:focus { outline: none; }
    .question { font-weight: 600; }
    .faces { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 6px; margin-block-start: 12px; }
    button { font: inherit; color: inherit; cursor: pointer; }
    button:focus-visible, textarea:focus-visible { outline: 3px solid var(--fivefaces-focus, currentcolor); outline-offset: 2px; }
    .faces button {
      display: flex; flex-direction: column; align-items: center; gap: 4px; min-block-size: 64px; padding: 8px 2px;
      border: 1px solid var(--fivefaces-line, var(--line)); border-radius: calc(var(--fivefaces-radius, 14px) * .7);
      background: none; font-size: .8em; line-height: 1.2; color: var(--fivefaces-soft, var(--soft));
    }
    .faces button:hover, .faces button[aria-pressed=true] { border-color: currentcolor; color: var(--fivefaces-ink, var(--ink)); }
    .face { font: 28px/1 "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif; }
    label { display: block; margin-block: 10px 4px; color: var(--fivefaces-soft, var(--soft)); }
    textarea {
      display: block; inline-size: 100%; min-block-size: 72px; padding: 8px 10px; resize: vertical; font: inherit; color: inherit;
      border: 1px solid var(--fivefaces-control, #7b8580); border-radius: calc(var(--fivefaces-radius, 14px) * .5); background: none;
    }
    .send {
      min-block-size: 40px; margin-block-start: 10px; padding: 6px 18px; border: 0; font-weight: 600;
      border-radius: calc(var(--fivefaces-radius, 14px) * .5);
      background: var(--fivefaces-accent, var(--brand)); color: var(--fivefaces-accent-ink, var(--brand-ink));
    }
    .close {
      position: absolute; inset-block-start: 8px; inset-inline-end: 8px; inline-size: 32px; block-size: 32px; padding: 0;
      border: 0; border-radius: 50%; background: none; font-size: 20px; line-height: 1; color: var(--fivefaces-soft, var(--soft));
    }
    .failed { margin-block-start: 10px; color: var(--fivefaces-worse, var(--worse)); }
    .failed:empty { display: none; }
    [hidden] { display: none; }
    @media (prefers-reduced-motion: no-preference) {
      section { animation: come .25s ease-out; }
      @keyframes come { from { opacity: 0; transform: translateY(6px); } }
    }
    @media (forced-colors: active) { .send { border: 1px solid ButtonText; } }
  `;

  /** Makes an element with properties, attributes (those with a dash) and children. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes('-') || name === 'role') element.setAttribute(name, value);
      else element[name] = value;
    }
    element.append(...children);
    return element;
  }

  const FIRST_PAUSE = 5000;
  const LONGEST_PAUSE = 300000;
  const { source, target } = script.dataset;
  if (!source) {
    console.warn('fivefaces: the script needs data-source, the key of a source.');
    return;
  }
  const base = new URL(`widget/${encodeURIComponent(source)}/`, script.src);
  let proof = null;
  let stream = null;
  let timer = 0;
  let pause = FIRST_PAUSE;
  /** The survey on the page and its step: asking, commenting or done. */
  let shown = null;
  let closed = '';

  function show(survey) {
    if (closed === survey.token || !makesWay(survey)) return;
    const { texts, faces } = survey;
    const line = make('p', { className: 'question', tabIndex: -1 });
    const area = make('div', {}, make('div', { className: 'faces', role: 'group', 'aria-label': texts.question }, ...faces.map(button)));
    const failed = make('p', { className: 'failed', role: 'alert' });
    // a screen reader tells when it comes and what became of it, wherever its user is
    const section = make('section', { lang: survey.language, dir: survey.direction, 'aria-label': survey.workspace },
      make('div', { 'aria-live': 'polite' }, line), area, failed);
    section.style.setProperty('--brand', survey.color);
    section.style.setProperty('--brand-ink', survey.ink);
    const host = make('div', { dir: survey.direction, 'data-fivefaces': '' });
    const place = target && document.querySelector(target);
    if (!place) {
      host.setAttribute('data-floating', '');
      section.append(make('button', { type: 'button', className: 'close', 'aria-label': texts.close, textContent: '×', onclick: dismiss }));
      section.addEventListener('keydown', ({ key }) => key === 'Escape' && dismiss());
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(section);
    (place || document.body).append(host);
    shown = { survey, place, host, root, line, area, failed, step: 'asking', busy: false };
    // once it is in the page, so that it is announced
    setTimeout(() => { if (!line.textContent) line.textContent = texts.question; });
    toEnd();
  }

  /** The end of a chat is what somebody looks at. */
  function toEnd() {
    shown.place?.scrollTo({ top: shown.place.scrollHeight });
  }

  /** Whether the page is free for a survey. One that has its answer stays in a chat, and gives way only to a newer one. */
  function makesWay(survey) {
    if (!shown?.host.isConnected) return true;
    if (shown.survey.token === survey.token) return false;
    if (shown.step !== 'asking' && (shown.survey.issued_at >= survey.issued_at || shown.root.querySelector('textarea')?.value)) return false;
    if (shown.step === 'asking' || shown.host.hasAttribute('data-floating')) hide();
    else finish(shown.survey.texts.answered);
    return true;
  }

  function button({ score, face, word }) {
    return make('button', { type: 'button', 'aria-label': `${score}, ${word}`, onclick: (event) => answer(score, event.currentTarget) },
      make('span', { className: 'face', 'aria-hidden': 'true', textContent: face }), make('span', { textContent: word }));
  }

  function hide() {
    shown?.host.remove();
    shown = null;
  }

  /** Away until the page is loaded again. */
  function dismiss() {
    closed = shown.survey.token;
    hide();
  }

  async function answer(score, chosen) {
    const now = shown;
    chosen.setAttribute('aria-pressed', 'true');
    const status = await post(now, 'answers', { score });
    if (shown !== now || now.step !== 'asking') return;
    if (status === 201) askForComment();
    else if (!isOver(status)) chosen.removeAttribute('aria-pressed');
  }

  function askForComment() {
    const { texts } = shown.survey;
    const words = make('textarea', { id: 'words', maxLength: 2000, rows: 3 });
    shown.step = 'commenting';
    say(texts.chosen, make('form', { onsubmit: (event) => comment(event, words.value.trim()) },
      make('label', { htmlFor: 'words', textContent: texts.comment }), words,
      make('button', { className: 'send', textContent: texts.send })));
  }

  async function comment(event, text) {
    event.preventDefault();
    const now = shown;
    const status = text ? await post(now, 'answers/comment', { comment: text }) : 201;
    if (shown !== now || now.step !== 'commenting') return;
    if (status === 201) finish(now.survey.texts.thanks);
    else isOver(status);
  }

  /** Posts once at a time; the status, 0 where there is no answer, -1 where another is under way. */
  async function post(now, path, more) {
    if (now.busy) return -1;
    now.busy = true;
    now.failed.textContent = '';
    try {
      const body = JSON.stringify({ ...proof, token: now.survey.token, ...more });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(new URL(path, base), { method: 'POST', headers, body, credentials: 'omit', referrerPolicy: 'no-referrer' });
      return response.status;
    } catch {
      return 0;
    } finally {
      now.busy = false;
    }
  }

  /** Whether a refusal ends the survey; else it may be tried again. */
  function isOver(status) {
    const { texts } = shown.survey;
    if (status === 409) finish(texts.answered);
    else if (status === 404 || status === 410) finish(texts.expired);
    else if (status >= 0) shown.failed.textContent = texts.failed;
    return shown.step === 'done';
  }

  function finish(text) {
    shown.step = 'done';
    say(text);
  }

  /** Shows the next step; whoever was in the widget stays in it. */
  function say(text, ...children) {
    const inside = shown.root.activeElement;
    shown.area.replaceChildren(...children);
    shown.line.textContent = text;
    toEnd();
    if (inside) shown.line.focus({ preventScroll: true });
  }

  function open() {
    close();
    if (!proof || document.hidden) return;
    const url = new URL('stream', base);
    url.search = new URLSearchParams(proof);
    stream = new EventSource(url);
    stream.addEventListener('open', () => { pause = FIRST_PAUSE; });
    stream.addEventListener('survey', ({ data }) => show(JSON.parse(data)));
    stream.addEventListener('answered', () => shown?.step === 'asking' && !shown.busy && finish(shown.survey.texts.answered));
    stream.addEventListener('none', () => shown?.step === 'asking' && hide());
    stream.addEventListener('error', () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      if (pause === FIRST_PAUSE) console.warn('fivefaces: no stream. Are the visitor’s hash and the source’s allowed sites right?');
      // later, and ever later
      timer = setTimeout(open, pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
  }

  function close() {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  // a page that nobody sees needs no stream; it is told all when it is seen again
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));

  window.fivefaces = Object.freeze({
    /** Shows surveys to this visitor from now on; the hash is made on your server. */
    identify(visitor, hash) {
      hide();
      closed = '';
      pause = FIRST_PAUSE;
      proof = { visitor: String(visitor), hash: String(hash) };
      if (document.body) open();
      else document.addEventListener('DOMContentLoaded', open, { once: true });
    },

    /** Shows nothing any more, as after signing out. */
    forget() {
      proof = null;
      close();
      hide();
    },
  });

  const { visitor, visitorHash } = script.dataset;
  if (visitor && visitorHash) window.fivefaces.identify(visitor, visitorHash);
})();
