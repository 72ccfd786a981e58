/** A name as it stands in addresses: lower-case letters, digits and hyphens; empty where nothing of it can. */
export function slugOf(name) {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, '');
}

/** Keeps a field the slug of another until somebody writes into it. */
export function followName(name, slug) {
  let own = false;
  slug.addEventListener('input', () => {
    own = slug.value !== '';
  });
  name.addEventListener('input', () => {
    if (!own) slug.value = slugOf(name.value);
  });
}
