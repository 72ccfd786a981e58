import { read, send } from './api.js';
import { onSubmit } from './form.js';
import { followName } from './slug.js';

const part = (id) => document.getElementById(id);
const form = part('set-up');
const { name, email, password, workspace, slug } = form.elements;

followName(workspace, slug);
workspace.addEventListener('input', () => {
  slug.required = workspace.value.trim() !== '';
});

onSubmit(form, async () => {
  const wanted = workspace.value.trim() ? { name: workspace.value, slug: slug.value } : null;
  const made = await send('POST', '/api/set-up', { name: name.value, email: email.value, password: password.value, workspace: wanted });
  location.replace(made.workspace ? `/sources?workspace=${encodeURIComponent(made.workspace)}` : '/');
});

const state = await read('/api/set-up');
form.hidden = !state.open;
part('workspace').hidden = state.has_workspace;
part('later').hidden = !state.open;
part('done').hidden = state.open;
document.querySelector('.lead').hidden = !state.open;
if (state.open) name.focus();
