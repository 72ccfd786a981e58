const held = new Map();
const name = (workspace) => `fivefaces-pass-${workspace}`;

/** The pass of this browser for a workspace, or null. Browsers keep what a frame stores apart for each site around it. */
export function pass(workspace) {
  return held.get(workspace) ?? store((kept) => kept.getItem(name(workspace)));
}

export function keep(workspace, token) {
  held.set(workspace, token);
  store((kept) => kept.setItem(name(workspace), token));
}

export function forget(workspace) {
  held.delete(workspace);
  store((kept) => kept.removeItem(name(workspace)));
}

/** Some browsers let a frame store nothing; then a pass lasts as long as the frame. */
function store(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
