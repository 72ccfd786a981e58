import { send } from './api.js';
import { write } from './element.js';
import { onSubmit } from './form.js';

const form = document.getElementById('reset');

if (new URLSearchParams(location.search).has('console')) {
  write(document.querySelector('.lead'), 'You came by the link on the console and are signed in. Choose another password if the old one is lost; it signs you out everywhere.');
  document.getElementById('mailed').hidden = true;
  document.getElementById('console').hidden = false;
}

onSubmit(form, async () => {
  const { to } = await send('POST', '/reset', { token: location.hash.slice(1), password: form.elements.password.value });
  location.replace(to);
});
