import { within } from './api.js';

const PAUSE = 1000;
const RETRY = 5000;

/** Calls `changed` whenever the workspace changed, at most once a second and never twice at a time, and `state` with live or reconnecting. */
export function listen(workspace, { changed, state }) {
  const soon = pace(changed);
  let lost = false;

  function open() {
    const stream = new EventSource(within(workspace, 'live'));
    stream.addEventListener('changed', soon);
    stream.addEventListener('open', () => {
      state('live');
      if (lost) soon();
      lost = false;
    });
    stream.addEventListener('error', () => {
      lost = true;
      state('reconnecting');
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, RETRY);
    });
  }

  open();
}

function pace(work) {
  let busy = false;
  let again = false;
  return async function soon() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      await work();
      await new Promise((resume) => setTimeout(resume, PAUSE));
    } while (again);
    busy = false;
  };
}
