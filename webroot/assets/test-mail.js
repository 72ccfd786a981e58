import { send, within } from './api.js';
import { write } from './element.js';
import { onSubmit } from './form.js';

/** Sends what the preview shows to somebody of the house, and says what became of it. */
export function testMail(form, workspace, draft) {
  const sent = form.querySelector('.sent');
  const button = form.querySelector('button');

  form.addEventListener('input', () => write(sent, ''));
  onSubmit(form, async () => {
    write(sent, 'On its way…');
    button.disabled = true;
    try {
      const answer = await send('POST', within(workspace, 'mail', 'test'), { to: form.elements.to.value.trim() || null, draft: draft() });
      write(sent, answer.sent ? `Sent to ${answer.to}.` : `Not sent: ${answer.reason}.`);
    } catch (problem) {
      write(sent, '');
      throw problem;
    } finally {
      button.disabled = false;
    }
  });
}
