const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Lets a `tablist` choose one of its panels by click and by arrow keys. */
export function tabs(list) {
  const all = [...list.querySelectorAll('[role="tab"]')];

  function choose(chosen) {
    for (const tab of all) {
      const on = tab === chosen;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !on;
    }
  }

  list.addEventListener('click', ({ target }) => all.includes(target) && choose(target));
  list.addEventListener('keydown', ({ key, target }) => {
    if (!(key in STEPS)) return;
    const next = all[(all.indexOf(target) + STEPS[key] + all.length) % all.length];
    choose(next);
    next.focus();
  });
}
