import { send, within } from './api.js';
import { write } from './element.js';
import { showProblem, start } from './shell.js';

const part = (id) => document.getElementById(id);

start(async (workspace) => {
  write(part('workspace'), workspace.name);
  part('ask').hidden = false;
  if (!window.opener) {
    part('connect').hidden = true;
    write(part('done'), 'Nothing waits to be connected. Press “Connect this panel” in the panel of your helpdesk, which opens this window.');
    return;
  }
  part('connect').addEventListener('click', async function connect() {
    part('connect').disabled = true;
    try {
      const { token } = await send('POST', within(workspace, 'panel-passes'));
      // only a page of this very service hears it, whoever opened this window
      window.opener.postMessage({ type: 'fivefaces-pass', workspace: workspace.id, token }, location.origin);
      part('connect').hidden = true;
      write(part('done'), 'Connected. You can close this window.');
      part('done').focus();
      window.close();
    } catch (problem) {
      showProblem(problem, connect);
    } finally {
      part('connect').disabled = false;
    }
  });
});
