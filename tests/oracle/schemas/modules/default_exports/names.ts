// An object as a default export.
export const suffix = 'extra';
export default { users: 'app_users' };
