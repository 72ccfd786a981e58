import { write } from './element.js';
import { onSubmit } from './form.js';

/** Sends a draft to somebody of the house by `post`, and says what became of it. */
export function testMail(form, post, draft) {
  const sent = form.querySelector('.sent');
  const button = form.querySelector('button');

  form.addEventListener('input', () => write(sent, ''));
  onSubmit(form, async () => {
    write(sent, 'On its way…');
    button.disabled = true;
    try {
      const answer = await post({ to: form.elements.to.value.trim() || null, draft: draft() });
      write(sent, answer.sent ? `Sent to ${answer.to}.` : `Not sent: ${answer.reason}.`);
    } catch (problem) {
      write(sent, '');
      throw problem;
    } finally {
      button.disabled = false;
    }
  });
}
