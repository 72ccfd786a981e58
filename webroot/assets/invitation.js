import { send } from './api.js';
import { write } from './element.js';
import { onSubmit } from './form.js';
import { ROLES } from './roles.js';

const part = (id) => document.getElementById(id);
const token = location.hash.slice(1);
const form = part('accept');
const lead = document.querySelector('.lead');
const { username, name, password } = form.elements;

function show(invitation) {
  const isNew = !invitation.has_account;
  write(lead, `${invitation.invited_by} invites you to join ${invitation.workspace} as ${ROLES[invitation.role].as}. ${ROLES[invitation.role].means}`);
  username.value = invitation.email;
  part('new').hidden = !isNew;
  name.required = isNew;
  part('secret').hidden = invitation.signed_in;
  password.required = !invitation.signed_in;
  password.autocomplete = isNew ? 'new-password' : 'current-password';
  if (isNew) password.minLength = 12;
  write(part('password-help'), isNew ? 'At least 12 characters, of whatever kind. A few words in a row are good.' : 'You have an account here: its password. If you sign in without one, sign in first and then follow the link again.');
  form.hidden = false;
  (isNew ? name : password).focus();

  onSubmit(form, async () => {
    const answer = { token };
    if (isNew) answer.name = name.value;
    if (!invitation.signed_in) answer.password = password.value;
    const { to } = await send('POST', '/invitation/accept', answer);
    location.replace(to);
  });
}

try {
  show(await send('POST', '/invitation', { token }));
} catch (problem) {
  write(document.querySelector('h1'), problem.message);
  write(lead, problem.detail);
  part('joined').hidden = false;
}
