/** @module accounts Users, their logins and tokens, and what they have read and starred. */
export { createAccounts } from './accounts.ts';
export type {
  Accounts,
  LoggedIn,
  LoginAnswer,
  LoginAttempt,
  SeenUser,
  Token,
} from './contract.ts';
export { networkOf } from './login-limits.ts';
export { formProof, isSame, newSecret } from './secrets.ts';
export { userNameIn } from './user-name.ts';
