/** What people can be in a workspace, and what that means. */
export const ROLES = {
  owner: { name: 'Owner', as: 'an owner', means: 'Everything, and who the owners are.' },
  admin: { name: 'Admin', as: 'an admin', means: 'Connects sources, changes settings, reads the numbers, invites admins and agents.' },
  agent: { name: 'Agent', as: 'an agent', means: 'Sees conversations and what their customers answered, and changes nothing.' },
};
