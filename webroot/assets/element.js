/** Makes an element: `class` and other attributes by name, `on…` as listeners, `--…` as style properties, then children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Writes text only where it differs, and says whether it did. */
export function write(element, text) {
  if (element.textContent === text) return false;
  element.textContent = text;
  return true;
}

/** Replaces the children only where they differ, so that nothing flickers and the focus stays. */
export function renew(element, ...children) {
  const wanted = make('div', {}, ...children).childNodes;
  const now = element.childNodes;
  if (wanted.length === now.length && [...wanted].every((child, position) => child.isEqualNode(now[position]))) return;
  element.replaceChildren(...wanted);
}

/** Makes the children of a list those of the items, keeping the element of each key; `build` fills an element anew. */
export function reconcile(list, items, key, build, tag = 'li') {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const name = String(key(item));
    const child = known.get(name) ?? make(tag, { 'data-key': name });
    const print = JSON.stringify(item);
    if (child.dataset.print !== print) {
      child.replaceChildren(...[build(item)].flat());
      child.dataset.print = print;
    }
    return { child, isNew: !known.has(name) };
  });
  wanted.forEach(({ child }, position) => {
    if (list.children[position] !== child) list.insertBefore(child, list.children[position] ?? null);
  });
  while (list.children.length > wanted.length) list.lastElementChild.remove();
  return wanted.filter(({ isNew }) => isNew).map(({ child }) => child);
}

/** An emoji that a screen reader passes over, because the word stands beside it. */
export function emoji(character) {
  return make('span', { class: 'emoji', 'aria-hidden': 'true' }, character);
}

/** Text for screen readers only. */
export function unseen(text) {
  return make('span', { class: 'unseen' }, text);
}
