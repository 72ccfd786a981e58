import { copyable } from './copyable.js';
import { warnings } from './warnings.js';

/** Shows the manifest of a Slack source's app, read once. */
export async function showSlackApp(section, source, path) {
  if (source.kind !== 'slack' || section.dataset.of === source.id) return;
  section.dataset.of = source.id;
  const answer = await fetch(path).catch(() => null);
  if (!answer?.ok) {
    delete section.dataset.of;
    return;
  }
  const unreachable = source.url.startsWith('https://') ? [] : ['Slack reaches only https addresses. Set base.url to the public address of this server before you paste the manifest.'];
  section.append(warnings(unreachable), copyable('the manifest', await answer.text()));
  section.hidden = false;
}
