/** Whom conversations may be given to, and how their names are turned into ids. */
export interface DirectorySettings {
  /** Access token of a user, since a bot may list neither teams nor agents (protocol §7.2). Secret. */
  readonly adminToken?: string;
  /** Names whose ids the operator gave. */
  readonly teams: Readonly<Record<string, number>>;
  readonly agents: Readonly<Record<string, number>>;
  /** Every name or id that the rules of the bot name, for `check`. */
  readonly named: readonly Assignment[];
}

/** A team, or an agent, by name, e-mail address or id. */
export interface Assignment {
  readonly kind: 'team' | 'agent';
  readonly name: string;
}
