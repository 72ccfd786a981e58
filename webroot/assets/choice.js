/** One of several buttons in a row is pressed: `data-<name>` tells what it means, and `chosen` hears of it, of the first at once. */
export function choice(place, name, first, chosen) {
  const buttons = [...place.querySelectorAll(`[data-${name}][aria-pressed]`)];
  const choose = (button) => {
    for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
    chosen(button.dataset[name]);
  };
  for (const button of buttons) button.addEventListener('click', () => choose(button));
  choose(buttons.find((button) => button.dataset[name] === first));
}
