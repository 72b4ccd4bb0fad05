/**
 * What must be known of a visitor before an answer is given.
 * `verified`: the operator's site proved who it is · `code`: the visitor entered a one-time code in this conversation ·
 * `either` of the two.
 */
export type IdentityNeed = 'verified' | 'code' | 'either';

export interface IdentityPolicy {
  /** Intent → what it needs. Others need nothing. */
  readonly intents: ReadonlyMap<string, IdentityNeed>;
  /** Flow → what it needs, whatever starts it. */
  readonly flows: ReadonlyMap<string, IdentityNeed>;
  /** The flow that sends and checks a code. Absent: nothing needs one. */
  readonly codeFlow?: string;
  /** How long a code that was right counts, milliseconds. */
  readonly rememberMs: number;
  /** Wrong codes before no more is taken; at least 1. */
  readonly attempts: number;
  /** For how long, milliseconds. */
  readonly lockMs: number;
  /** Without proof: ask for it (a code, or `loginText`), or give the conversation to people. */
  readonly otherwise: 'ask' | 'handoff';
  /** The site would have to prove the visitor, which cannot be done in a chat. */
  readonly loginText: string;
  /** Too many wrong codes, and people are not called. */
  readonly lockedText: string;
}

/** What a visitor has proved in one conversation, or failed to. The code itself is never kept. */
export interface IdentityState {
  /** Contact and engine session that it belongs to: another contact, or a new episode, has proved nothing. */
  readonly contact: string;
  readonly session: string;
  /** What was proved to be the visitor's (an e-mail address, a number), until when (epoch milliseconds). */
  readonly proved?: { readonly value: string; readonly until: number };
  /** Wrong codes in a row. */
  readonly failed: number;
  /** No code is taken before this (epoch milliseconds). */
  readonly lockedUntil?: number;
}
