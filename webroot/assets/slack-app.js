import { copyable } from './copyable.js';

/** Shows the manifest of a Slack source's app, read once. */
export async function showSlackApp(section, source, path) {
  if (source.kind !== 'slack' || section.dataset.of === source.id) return;
  section.dataset.of = source.id;
  const answer = await fetch(path).catch(() => null);
  if (!answer?.ok) {
    delete section.dataset.of;
    return;
  }
  section.append(copyable('the manifest', await answer.text()));
  section.hidden = false;
}
