import { send } from './api.js';
import { onSubmit } from './form.js';

const form = document.getElementById('reset');

onSubmit(form, async () => {
  const { to } = await send('POST', '/reset', { token: location.hash.slice(1), password: form.elements.password.value });
  location.replace(to);
});
