import { write } from './element.js';
import { dryRun, forecastInWords } from './nps-forecast.js';

/** Says under the switch of the quarterly question who would be asked, while it is switched on and not saved yet. */
export function npsSwitch(place, workspace) {
  let shown = false;
  return async function update({ wanted, on }) {
    const show = wanted && !on;
    if (show === shown) return;
    shown = show;
    place.hidden = !show;
    if (!show) return;
    write(place, 'Looking who would be asked; nothing is sent…');
    const words = await dryRun(workspace).then(forecastInWords, (problem) => `Who would be asked is not known: ${problem.detail || problem.message}`);
    if (shown) write(place, `${words} Nothing goes out before you save.`);
  };
}
