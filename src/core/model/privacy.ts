export const personalDataKinds = ['email', 'phone', 'card'] as const;

/** What can be kept from the engine. */
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** Where in a text personal data stands; UTF-16 units. */
export interface FoundData {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

export interface PrivacyPolicy {
  /** Finds what is to be kept from the engine, in order and without overlaps. Absent: nothing is. */
  readonly find?: (text: string) => readonly FoundData[];
}

/** Placeholder → what it stands for, e.g. `<email-1>`. Personal data: stays in the state. */
export type Masks = Readonly<Record<string, string>>;
