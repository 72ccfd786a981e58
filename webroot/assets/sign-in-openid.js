import { make } from './element.js';

const REFUSALS = {
  cancelled: (name) => `You did not sign in with ${name}. Try again whenever you like.`,
  over: () => 'This sign-in took longer than ten minutes, or was begun in another browser. Begin again.',
  refused: (name) => `Signing in with ${name} did not work. Begin again; if it stays like this, tell the person who runs this server.`,
  away: (name) => `We cannot reach ${name} at the moment. Try again in a minute.`,
  unverified: (name) => `Your email address is not verified at ${name}. Verify it there, then sign in again.`,
  unknown: (name) => `You are signed in with ${name}, but nobody has invited you here yet. Ask an owner or admin of your team’s workspace to invite the email address that you use there, then sign in again.`,
  taken: () => 'Somebody else signs in to the account with your email address already. Ask the person who runs this server.',
};

/** Offers to sign in at the provider, where one is configured, and says how the last try ended. */
async function offer(place) {
  const { openid } = await fetch('/sign-in/options', { headers: { accept: 'application/json' } }).then((answer) => answer.json());
  if (!openid) return;
  const refusal = REFUSALS[new URLSearchParams(location.search).get('openid')];
  if (refusal) document.querySelector('[role="alert"]').append(make('p', { class: 'refusal shown' }, refusal(openid.name)));
  place.append(
    make('a', { class: 'button', href: '/sign-in/openid' }, `Sign in with ${openid.name}`),
    make('p', { class: 'or soft' }, 'or with a password'));
  place.hidden = false;
}

const place = document.querySelector('#openid');
if (place) await offer(place).catch(() => {});
