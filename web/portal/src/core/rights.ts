import type { Role, Session } from '../api/types';

/**
 * Which buttons a role is shown: src/accounts/permissions.cpp in few words. Only what is shown is decided here; the server decides each request anew.
 */
const granted = {
  'record.write': ['officer', 'secretariat'],
  'evidence.write': ['officer', 'secretariat'],
  'site.write': ['officer', 'secretariat'],
  'extension.write': ['officer', 'secretariat'],
  'extension.decide': ['controller'],
  'scenario.read': ['viewer', 'officer', 'secretariat', 'controller', 'administrator'],
  'scenario.run': ['secretariat'],
  'scenario.adopt': ['secretariat'],
  'programme.write': ['secretariat', 'administrator'],
  'audit.read': ['controller', 'administrator'],
  'account.write': ['administrator'],
} satisfies Record<string, Role[]>;

export type Right = keyof typeof granted;

/** `region`: of the record in question, for an officer who has only their own; undefined: not about one region. */
export function may(session: Session, right: Right, region?: string): boolean {
  const roles: Role[] = granted[right];
  if (!session.signed_in || !roles.includes(session.role)) return false;
  return session.role !== 'officer' || region === undefined || region === session.region;
}
