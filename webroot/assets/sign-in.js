const REFUSALS = { failed: ['1', 'failed'], throttled: ['1', 'throttled'], link: ['used', 'link'] };

const query = new URLSearchParams(location.search);
for (const [name, [value, id]] of Object.entries(REFUSALS)) {
  document.getElementById(id).classList.toggle('shown', query.get(name) === value);
}
