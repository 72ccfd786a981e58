const NOTICES = { failed: ['1', 'failed'], throttled: ['1', 'throttled'], link: ['used', 'link'], reset: ['1', 'reset'], sent: ['1', 'sent'], unmailed: ['1', 'unmailed'] };

const query = new URLSearchParams(location.search);
for (const [name, [value, id]] of Object.entries(NOTICES)) {
  document.getElementById(id)?.classList.toggle('shown', query.get(name) === value);
}
